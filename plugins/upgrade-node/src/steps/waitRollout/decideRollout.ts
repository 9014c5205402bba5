import {
  ObjectRef,
  objectText,
  Unblocker,
} from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import {
  conditionOf,
  isPodReady,
  isTerminating,
  podProblem,
  podRef,
} from '../../workloads/pods';
import { foreignImage } from '../../workloads/workloads';
import { awaiting, finish } from '../decisions';
import { rolloutState } from './rolloutState';
import { waitRolloutInput } from './waitRolloutInput';

type Input = z.output<typeof waitRolloutInput>;

/**
 * What `wait-rollout` looks at.
 *
 * @internal
 */
export interface SeenRollout {
  workload: KubeObject | undefined;
  /** Its pods; read only while the rollout is not complete. */
  pods: KubeObject[];
}

/**
 * The one effect of `wait-rollout`: deletes a pod that holds a StatefulSet up.
 *
 * @internal
 */
export interface DeletePod {
  name: string;
  uid: string;
}

/**
 * Pure decision of `wait-rollout`.
 *
 * @internal
 */
export function decideRollout(
  { workload, pods }: SeenRollout,
  facts: DecisionFacts<Input>,
): StepDecision<DeletePod> {
  const { object, images } = facts.input;
  const name = objectText(object);
  if (!workload) {
    return failed(object, 'object-missing', `${name} is not there`, {
      remedy: `Create ${name} again, or roll back`,
    });
  }
  const foreign = foreignImage(workload, images);
  if (foreign) {
    return failed(object, 'template-changed', `${name} ${foreign}`, {
      remedy: 'Find out who changed the template, then retry or roll back',
    });
  }
  const state = rolloutState(workload);
  if (state.isComplete) {
    return finish('rollout-complete', `${name} is rolled out`);
  }
  const stuck = stuckPodOf(workload, pods, facts);
  if (stuck) {
    return deletion(stuck, facts.input);
  }
  const problem = problemOf(pods);
  return {
    do: 'wait',
    wait: awaiting({
      kind: 'rollout',
      object,
      condition: {
        code: 'rollout-complete',
        text: 'every instance is updated and available',
      },
      why: problem
        ? {
            code: 'pod-problem',
            params: { ...state.why.params, reason: problem.reason },
            text: `${state.why.text}; pod ${problem.pod}: ${problem.reason} (${problem.detail})`,
          }
        : state.why,
      unblocks: unblockerOf(problem?.reason, state.isHeld),
    }),
  };
}

function failed(
  object: ObjectRef,
  code: string,
  text: string,
  { remedy }: { remedy: string },
): StepDecision<never> {
  return {
    do: 'fail',
    failure: { kind: 'measured', object, cause: { code, text }, remedy },
  };
}

/**
 * The pod of an older revision that keeps an ordered StatefulSet from taking the new one: the controller
 * waits for it to become ready before it replaces anything (kubernetes/kubernetes#67250).
 */
function stuckPodOf(
  workload: KubeObject,
  pods: KubeObject[],
  { input, nowMs }: DecisionFacts<Input>,
): KubeObject | undefined {
  const { spec, status = {} } = workload;
  const canBeStuck =
    workload.kind === 'StatefulSet' &&
    input.stuckPod === 'delete' &&
    spec.updateStrategy?.type !== 'OnDelete' &&
    (spec.podManagementPolicy ?? 'OrderedReady') === 'OrderedReady';
  if (!canBeStuck) {
    return undefined;
  }
  return pods.find(
    pod =>
      !isPodReady(pod) &&
      !isTerminating(pod) &&
      pod.metadata.labels?.['controller-revision-hash'] !==
        status.updateRevision &&
      nowMs - notReadySinceMs(pod) >= input.stuckPodAfterMs,
  );
}

function notReadySinceMs(pod: KubeObject): number {
  const since =
    conditionOf(pod, 'Ready')?.lastTransitionTime ??
    pod.metadata.creationTimestamp;
  return since === undefined ? Number.POSITIVE_INFINITY : Date.parse(since);
}

function deletion(pod: KubeObject, input: Input): StepDecision<DeletePod> {
  const name = objectText(input.object);
  return {
    do: 'act',
    action: { name: pod.metadata.name, uid: pod.metadata.uid! },
    object: podRef(pod),
    effect: {
      code: 'delete-stuck-pod',
      params: { pod: pod.metadata.name },
      text: `Deletes pod ${pod.metadata.name}: it never became ready and keeps ${name} from taking the new revision`,
    },
    then: awaiting({
      kind: 'rollout',
      object: input.object,
      condition: {
        code: 'rollout-complete',
        text: 'every instance is updated and available',
      },
      why: {
        code: 'stuck-pod-deleted',
        params: { pod: pod.metadata.name },
        text: `Pod ${pod.metadata.name} was deleted so that the new revision can take its place`,
      },
    }),
  };
}

function problemOf(
  pods: KubeObject[],
): { pod: string; reason: string; detail: string } | undefined {
  for (const pod of pods) {
    const problem = isTerminating(pod) ? undefined : podProblem(pod);
    if (problem) {
      return { pod: pod.metadata.name, ...problem };
    }
  }
  return undefined;
}

function unblockerOf(reason: string | undefined, isHeld: boolean): Unblocker {
  if (isHeld) {
    return { kind: 'operator' };
  }
  return { kind: reason === undefined ? 'nobody-needed' : 'platform-team' };
}
