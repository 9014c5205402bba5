import { DriverCheck } from '@cluster-upgrade/plugin-upgrade-node';
import { blockingBudgets } from './checks/blockingBudgets';
import { componentHealth } from './checks/componentHealth';
import { controlChain } from './checks/controlChain';
import { headroom } from './checks/headroom';
import { leftovers } from './checks/leftovers';
import { mixedVersions } from './checks/mixedVersions';
import { nodesReady } from './checks/nodesReady';
import { pendingRollouts } from './checks/pendingRollouts';
import { podsAtRisk } from './checks/podsAtRisk';
import { rightsGranted } from './checks/rightsGranted';
import { conflictingControllers } from './checks/conflictingControllers';
import { rollbackPossible } from './checks/rollbackPossible';
import { spareCapacity } from './checks/spareCapacity';
import { targetImages } from './checks/targetImages';
import { thresholdTexts } from './checks/thresholdTexts';

/** What is verified before a start, in the order in which people read it. */
export const omniCloudChecks: readonly DriverCheck[] = [
  rightsGranted,
  headroom,
  spareCapacity,
  leftovers,
  nodesReady,
  componentHealth,
  pendingRollouts,
  controlChain,
  mixedVersions,
  targetImages,
  rollbackPossible,
  podsAtRisk,
  blockingBudgets,
  conflictingControllers,
  thresholdTexts,
];
