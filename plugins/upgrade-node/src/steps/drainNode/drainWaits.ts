import {
  momentText,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../../ports/KubeObject';
import { controllerOf, podRef, workloadIdOf } from '../../workloads/pods';
import { awaiting } from '../decisions';
import { isNodeReady } from '../../workloads/nodes';
import { Budget, canNeverAllow } from './podDisruption';

/**
 * A pod that its budget keeps where it is.
 *
 * @internal
 */
export interface BlockedPod {
  pod: KubeObject;
  budget: Budget;
}

/** Beyond its grace period a pod has this long before its kubelet counts as unable to end it. */
const TERMINATION_MARGIN_MS = 60_000;

/**
 * The wait for a budget, in the figures that the budget decides by.
 *
 * @internal
 */
export function awaitingBudget(blocked: readonly BlockedPod[]): WaitRequest {
  // One that waiting can't help comes first: it needs a person.
  const { pod, budget } =
    blocked.find(candidate => canNeverAllow(candidate.budget)) ?? blocked[0];
  const name = `${budget.namespace}/${budget.name}`;
  const { needed, ready, expected } = budget;
  const isForGood = canNeverAllow(budget);
  const figures = `it needs ${needed} ready and has ${ready} of ${expected}`;
  const blocks = `${name}'s budget blocks evicting pod ${pod.metadata.name}`;
  return awaiting({
    kind: 'budget',
    object: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      namespace: budget.namespace,
      name: budget.name,
    },
    condition: {
      code: 'budget-allows-eviction',
      params: { budget: name, pod: pod.metadata.name },
      text: `PodDisruptionBudget ${name} lets pod ${pod.metadata.name} go`,
    },
    why: {
      code: isForGood ? 'budget-never-allows' : 'budget-allows-none',
      params: { needed, ready, expected, pods: blocked.length },
      text: isForGood
        ? `${blocks}: ${figures}, so one less is always too few`
        : `${blocks}: ${figures}`,
    },
    unblocks: { kind: 'application-owner', ref: workloadIdOf(pod) },
  });
}

/**
 * The wait for pods that were asked to end.
 *
 * @internal
 */
export function awaitingTermination(
  pods: readonly KubeObject[],
  node: KubeObject,
  nowMs: number,
): WaitRequest {
  // The one that should have ended first says most about what is wrong.
  const [pod] = [...pods].sort((a, b) => deadlineMs(a) - deadlineMs(b));
  const isOverdue = nowMs > deadlineMs(pod) + TERMINATION_MARGIN_MS;
  const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
  return awaiting({
    kind: 'pod-termination',
    object: podRef(pod),
    condition: {
      code: 'pods-gone',
      params: { node: node.metadata.name },
      text: `The pods evicted from node ${node.metadata.name} have ended`,
    },
    why: isOverdue
      ? overdue(pod, name, node)
      : {
          code: 'pods-terminating',
          params: { pods: pods.length },
          text: `${
            pods.length === 1 ? `Pod ${name} is` : `${pods.length} pods are`
          } ending, ${name} until ${deadlineText(pod)} at the latest`,
        },
    unblocks: isOverdue ? { kind: 'operator' } : { kind: 'nobody-needed' },
  });
}

/**
 * The wait for Jobs that the plan lets finish.
 *
 * @internal
 */
export function awaitingJob(pods: readonly KubeObject[]): WaitRequest {
  const [pod] = pods;
  const job = controllerOf(pod)!.name;
  return awaiting({
    kind: 'applications',
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      namespace: pod.metadata.namespace,
      name: job,
    },
    condition: {
      code: 'job-finished',
      text: `Job ${pod.metadata.namespace}/${job} is finished`,
    },
    why: {
      code: 'job-runs',
      params: { pods: pods.length },
      text: `${pods.length} ${
        pods.length === 1 ? 'pod of a Job still runs' : 'pods of Jobs still run'
      }, and the plan lets them finish`,
    },
    unblocks: { kind: 'application-owner', ref: workloadIdOf(pod) },
  });
}

function overdue(pod: KubeObject, name: string, node: KubeObject) {
  const finalizers = pod.metadata.finalizers ?? [];
  if (!isNodeReady(node)) {
    return {
      code: 'kubelet-unreachable',
      text: `Node ${node.metadata.name} is not ready, so nobody can say that pod ${name} has ended: bring the node back, or make sure that it is off and delete it`,
    };
  }
  return finalizers.length > 0
    ? {
        code: 'pod-held-by-finalizer',
        params: { finalizers: finalizers.join(', ') },
        text: `Pod ${name} is held by ${finalizers.join(', ')}`,
      }
    : {
        code: 'pod-termination-overdue',
        text: `Pod ${name} should have ended by ${deadlineText(pod)}`,
      };
}

/** The API sets the deletion time to the end of the grace period. */
function deadlineMs(pod: KubeObject): number {
  return Date.parse(pod.metadata.deletionTimestamp!);
}

function deadlineText(pod: KubeObject): string {
  return momentText(deadlineMs(pod));
}
