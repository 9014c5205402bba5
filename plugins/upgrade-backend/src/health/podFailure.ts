import { FailingInstance } from '@cluster-upgrade/plugin-upgrade-common';
import {
  conditionOf,
  isPodReady,
  isTerminating,
  KubeObject,
  podProblem,
  withoutCredentials,
} from '@cluster-upgrade/plugin-upgrade-node';

/** How long a pod may take to become ready, or ready again, or to find a node. */
export const READY_GRACE_MS = 120_000;

/** Restarts since the start from which on a pod that comes back each time counts as failing. */
const MAX_RESTARTS = 3;

/** Restarts since the start from which on a pod that is not ready counts as crashing. */
const CRASHING_RESTARTS = 2;

/** How long restarts count. */
export const RESTARTS_COUNT_MS = 600_000;

const IMAGE_REASONS: ReadonlySet<string> = new Set([
  'ErrImageNeverPull',
  'ErrImagePull',
  'ImageInspectError',
  'ImagePullBackOff',
  'InvalidImageName',
]);

/** Ends of pods that were moved away, not broken: their controller replaces them. */
const MOVED_REASONS: ReadonlySet<string> = new Set([
  'Evicted',
  'NodeAffinity',
  'NodeLost',
  'NodeShutdown',
  'Preempting',
  'Shutdown',
  'Terminated',
]);

/** Why an instance fails. */
export type PodFailure = Pick<FailingInstance, 'reason' | 'detail'> & {
  /** When that began, where the cluster says so. */
  sinceMs?: number;
};

/**
 * Whether and why an instance fails now. One that ends, that has done its work or that has just been
 * made doesn't.
 *
 * @param restartsBefore - restarts of this pod that were counted before the start
 * @param graceMs - how long it may take to become ready, or to find a node
 */
export function podFailure(
  pod: KubeObject,
  restartsBefore: number,
  nowMs: number,
  graceMs: number = READY_GRACE_MS,
): PodFailure | undefined {
  if (isTerminating(pod) || pod.status?.phase === 'Succeeded') {
    return undefined;
  }
  if (pod.status?.phase === 'Failed') {
    return failedPod(pod);
  }
  const restarts = restartsOf(pod) - restartsBefore;
  return isPodReady(pod)
    ? comesBackAgainAndAgain(pod, restarts, nowMs)
    : notReady(pod, restarts, nowMs, graceMs);
}

/** Restarts of all containers of a pod. */
export function restartsOf(pod: KubeObject): number {
  return containersOf(pod).reduce(
    (sum, { restartCount = 0 }) => sum + restartCount,
    0,
  );
}

function failedPod(pod: KubeObject): PodFailure | undefined {
  const { reason = 'Failed', message } = pod.status;
  return MOVED_REASONS.has(reason)
    ? undefined
    : { reason: 'failed', detail: withoutCredentials(message ?? reason) };
}

function comesBackAgainAndAgain(
  pod: KubeObject,
  restarts: number,
  nowMs: number,
): PodFailure | undefined {
  if (restarts < MAX_RESTARTS) {
    return undefined;
  }
  const lastEndMs = Math.max(...containersOf(pod).map(lastEndOf));
  return nowMs - lastEndMs < RESTARTS_COUNT_MS
    ? { reason: 'restarted', detail: `${restarts} restarts since the start` }
    : undefined;
}

function notReady(
  pod: KubeObject,
  restarts: number,
  nowMs: number,
  graceMs: number,
): PodFailure | undefined {
  const sinceMs = notReadySinceMs(pod);
  const isLate = sinceMs !== undefined && nowMs - sinceMs >= graceMs;
  const problem = podProblem(pod);
  if (problem && isUnscheduled(pod)) {
    // A node may be on its way.
    return isLate
      ? { reason: 'unschedulable', detail: problem.detail, sinceMs }
      : undefined;
  }
  if (problem) {
    return { reason: reasonOf(problem.reason), detail: problem.detail };
  }
  if (restarts >= CRASHING_RESTARTS) {
    // Between two crashes it runs for a moment, and is no better for it.
    return {
      reason: 'crash-loop',
      detail: `${restarts} restarts since the start, and not ready`,
    };
  }
  return isLate
    ? {
        reason: 'not-ready',
        detail: `not ready since ${new Date(sinceMs).toISOString()}`,
        sinceMs,
      }
    : undefined;
}

function reasonOf(problem: string): FailingInstance['reason'] {
  if (IMAGE_REASONS.has(problem)) {
    return 'image-pull';
  }
  return problem === 'CrashLoopBackOff' ? 'crash-loop' : 'not-ready';
}

function isUnscheduled(pod: KubeObject): boolean {
  return conditionOf(pod, 'PodScheduled')?.status === 'False';
}

function notReadySinceMs(pod: KubeObject): number | undefined {
  const since =
    conditionOf(pod, 'Ready')?.lastTransitionTime ??
    conditionOf(pod, 'PodScheduled')?.lastTransitionTime ??
    pod.metadata.creationTimestamp;
  return since === undefined ? undefined : Date.parse(since);
}

interface ContainerStatus {
  restartCount?: number;
  lastState?: { terminated?: { finishedAt?: string } };
}

function containersOf(pod: KubeObject): ContainerStatus[] {
  return pod.status?.containerStatuses ?? [];
}

function lastEndOf({ lastState }: ContainerStatus): number {
  const end = lastState?.terminated?.finishedAt;
  return end === undefined ? 0 : Date.parse(end);
}
