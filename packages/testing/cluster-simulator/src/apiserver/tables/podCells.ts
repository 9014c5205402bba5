import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { parseTime } from '../timestamps';
import { humanDuration } from './humanDuration';

/**
 * What `kubectl get pods` says about a pod.
 *
 * @internal
 */
export interface PodCells {
  ready: string;
  status: string;
  restarts: string;
}

/** @internal */
export function podCells(pod: KubeObject, nowMs: number): PodCells {
  const { status = {}, spec = {} } = pod;
  const containers: any[] = status.containerStatuses ?? [];
  const initProblem = initializationProblem(pod);
  const isInitialized =
    !initProblem || hasCondition(status, 'Initialized', 'True');
  const reason = isInitialized
    ? containerReason(pod, containers)
    : initProblem!;
  const ready = isInitialized ? containers.filter(isServing).length : 0;
  return {
    ready: `${ready}/${(spec.containers ?? []).length}`,
    status: deletionReason(pod) ?? reason,
    restarts: restartsOf(
      isInitialized ? containers : (status.initContainerStatuses ?? []),
      nowMs,
    ),
  };
}

function isServing(container: any): boolean {
  return Boolean(container.ready && container.state?.running);
}

function phaseReason({ status }: KubeObject): string {
  const isGated = (status?.conditions ?? []).some(
    (condition: any) =>
      condition.type === 'PodScheduled' &&
      condition.reason === 'SchedulingGated',
  );
  return isGated ? 'SchedulingGated' : status?.reason || status?.phase || '';
}

/** Why init containers hold the pod back; undefined when they don't. */
function initializationProblem(pod: KubeObject): string | undefined {
  const statuses: any[] = pod.status?.initContainerStatuses ?? [];
  const index = statuses.findIndex(
    ({ state }) => state?.terminated?.exitCode !== 0,
  );
  if (index < 0) {
    return undefined;
  }
  const { state } = statuses[index];
  if (state?.terminated) {
    return `Init:${terminationReason(state.terminated)}`;
  }
  const waiting = state?.waiting?.reason;
  return waiting && waiting !== 'PodInitializing'
    ? `Init:${waiting}`
    : `Init:${index}/${(pod.spec.initContainers ?? []).length}`;
}

function containerReason(pod: KubeObject, containers: any[]): string {
  let reason = phaseReason(pod);
  let failure: string | undefined;
  for (const { state } of [...containers].reverse()) {
    if (state?.waiting?.reason) {
      reason = state.waiting.reason;
    } else if (state?.terminated) {
      reason = terminationReason(state.terminated);
      if (state.terminated.exitCode !== 0) {
        failure = reason;
      }
    }
  }
  if (reason !== 'Completed') {
    return reason;
  }
  const isServingStill = containers.some(isServing);
  if (isServingStill && hasCondition(pod.status, 'Ready', 'True')) {
    return 'Running';
  }
  return failure ?? (isServingStill ? 'NotReady' : reason);
}

function terminationReason(terminated: any): string {
  if (terminated.reason) {
    return terminated.reason;
  }
  return terminated.signal
    ? `Signal:${terminated.signal}`
    : `ExitCode:${terminated.exitCode}`;
}

function deletionReason({ metadata, status }: KubeObject): string | undefined {
  if (!metadata.deletionTimestamp) {
    return undefined;
  }
  if (status?.reason === 'NodeLost') {
    return 'Unknown';
  }
  const isFinished = ['Succeeded', 'Failed'].includes(status?.phase);
  return isFinished ? undefined : 'Terminating';
}

function hasCondition(status: any, type: string, value: string): boolean {
  return (status?.conditions ?? []).some(
    (condition: any) => condition.type === type && condition.status === value,
  );
}

function restartsOf(containers: any[], nowMs: number): string {
  const restarts = containers.reduce(
    (sum, { restartCount = 0 }) => sum + restartCount,
    0,
  );
  const lastMs = Math.max(
    ...containers
      .map(({ lastState }) =>
        parseTime(lastState?.terminated?.finishedAt ?? ''),
      )
      .filter(timeMs => !Number.isNaN(timeMs)),
  );
  return restarts > 0 && Number.isFinite(lastMs)
    ? `${restarts} (${humanDuration(nowMs - lastMs)} ago)`
    : String(restarts);
}
