import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { avoidNodesInput } from './avoidNodes/avoidNodesInput';
import { cordonNodeInput } from './cordonNode/cordonNodeInput';
import { drainNodeInput } from './drainNode/drainNodeInput';
import { patchObjectInput } from './patchObject/patchObjectInput';
import { replaceNodePodInput } from './replaceNodePod/replaceNodePodInput';
import { restoreCordonInput } from './restoreCordon/restoreCordonInput';
import { restoreObjectInput } from './restoreObject/restoreObjectInput';
import { restoreScaleInput } from './restoreScale/restoreScaleInput';
import { scaleWorkloadInput } from './scaleWorkload/scaleWorkloadInput';
import { setConfigDataInput } from './setConfigData/setConfigDataInput';
import { soakInput } from './soak/soakInput';
import { waitApplicationsInput } from './waitApplications/waitApplicationsInput';
import { waitCapacityInput } from './waitCapacity/waitCapacityInput';
import { waitConditionInput } from './waitCondition/waitConditionInput';
import { waitNodeReadyInput } from './waitNodeReady/waitNodeReadyInput';
import { waitRolloutInput } from './waitRollout/waitRolloutInput';

/**
 * The kinds of the step library, each with the schema of its input.
 *
 * @public
 */
export const stepInputs = {
  'avoid-nodes': avoidNodesInput,
  'cordon-node': cordonNodeInput,
  'drain-node': drainNodeInput,
  'patch-object': patchObjectInput,
  'replace-node-pod': replaceNodePodInput,
  'restore-cordon': restoreCordonInput,
  'restore-object': restoreObjectInput,
  'restore-scale': restoreScaleInput,
  'scale-workload': scaleWorkloadInput,
  'set-config-data': setConfigDataInput,
  soak: soakInput,
  'stop-avoiding-nodes': avoidNodesInput,
  'wait-applications': waitApplicationsInput,
  'wait-capacity': waitCapacityInput,
  'wait-condition': waitConditionInput,
  'wait-node-ready': waitNodeReadyInput,
  'wait-rollout': waitRolloutInput,
} as const;

/** @public */
export type LibraryStepKind = keyof typeof stepInputs;

/**
 * What a plan writes as the input of a kind; defaults may be left out.
 *
 * @public
 */
export type LibraryStepInput<K extends LibraryStepKind> = z.input<
  (typeof stepInputs)[K]
>;

/**
 * Kind and input of a library step, for a plan: the compiler checks the input against the kind.
 *
 * @example
 * ```ts
 * { id: 'node/w-1/cordon', ...libraryStep('cordon-node', { node: 'w-1' }), dependsOn: [], … }
 * ```
 * @public
 */
export function libraryStep<K extends LibraryStepKind>(
  kind: K,
  input: LibraryStepInput<K>,
): { kind: K; input: JsonObject } {
  return { kind, input: withoutUndefined(input) as JsonObject };
}

/** A plan is JSON: a key without a value would be gone after it was stored, and change its hash. */
function withoutUndefined(input: unknown): unknown {
  if (Array.isArray(input)) {
    return input.map(withoutUndefined);
  }
  if (typeof input !== 'object' || input === null) {
    return input;
  }
  return Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, withoutUndefined(value)]),
  );
}
