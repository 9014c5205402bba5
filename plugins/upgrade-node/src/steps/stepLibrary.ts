import { StepHandler } from '../step/StepHandler';
import { avoidNodes } from './avoidNodes/avoidNodes';
import { stopAvoidingNodes } from './avoidNodes/stopAvoidingNodes';
import { cordonNode } from './cordonNode/cordonNode';
import { drainNode } from './drainNode/drainNode';
import { patchObject } from './patchObject/patchObject';
import { replaceNodePod } from './replaceNodePod/replaceNodePod';
import { restoreCordon } from './restoreCordon/restoreCordon';
import { restoreObject } from './restoreObject/restoreObject';
import { restoreScale } from './restoreScale/restoreScale';
import { scaleWorkload } from './scaleWorkload/scaleWorkload';
import { setConfigData } from './setConfigData/setConfigData';
import { soak } from './soak/soak';
import { waitApplications } from './waitApplications/waitApplications';
import { waitCapacity } from './waitCapacity/waitCapacity';
import { waitCondition } from './waitCondition/waitCondition';
import { waitNodeReady } from './waitNodeReady/waitNodeReady';
import { waitRollout } from './waitRollout/waitRollout';

/**
 * The steps that every platform may use in its plans.
 *
 * @public
 */
export const stepLibrary: readonly StepHandler[] = [
  avoidNodes,
  cordonNode,
  drainNode,
  patchObject,
  replaceNodePod,
  restoreCordon,
  restoreObject,
  restoreScale,
  scaleWorkload,
  setConfigData,
  soak,
  stopAvoidingNodes,
  waitApplications,
  waitCapacity,
  waitCondition,
  waitNodeReady,
  waitRollout,
];
