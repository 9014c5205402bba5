import { ContainerStatus, Pod } from '../objects/Pod';

/**
 * Where a pod is in its life, read from its status alone, so that a kubelet that starts anew goes on
 * where the last one stopped.
 *
 * @internal
 */
export type PodPosition =
  | 'bound'
  | 'creating'
  | 'pullFailed'
  | 'pullBackOff'
  | 'started'
  | 'ready'
  | 'exited'
  | 'crashBackOff'
  | 'succeeded'
  | 'failed'
  | 'stopping'
  | 'stopped';

const POSITION_BY_WAITING_REASON: Record<string, PodPosition> = {
  ErrImagePull: 'pullFailed',
  ImagePullBackOff: 'pullBackOff',
  CrashLoopBackOff: 'crashBackOff',
};

/** @internal */
export function podPosition(pod: Pod): PodPosition {
  const statuses = pod.status?.containerStatuses ?? [];
  if (pod.metadata.deletionTimestamp) {
    return statuses.some(status => status.state.running)
      ? 'stopping'
      : 'stopped';
  }
  if (pod.status?.phase === 'Succeeded') {
    return 'succeeded';
  }
  if (pod.status?.phase === 'Failed') {
    return 'failed';
  }
  if (statuses.length === 0) {
    return 'bound';
  }
  return (
    waitingPosition(statuses) ??
    (statuses.some(status => status.state.terminated)
      ? 'exited'
      : startedPosition(pod, statuses))
  );
}

function waitingPosition(
  statuses: readonly ContainerStatus[],
): PodPosition | undefined {
  const waiting = statuses.filter(status => status.state.waiting);
  const special = waiting
    .map(
      status => POSITION_BY_WAITING_REASON[status.state.waiting!.reason ?? ''],
    )
    .find(position => position !== undefined);
  return special ?? (waiting.length > 0 ? 'creating' : undefined);
}

function startedPosition(
  pod: Pod,
  statuses: readonly ContainerStatus[],
): PodPosition {
  const ready = pod.status?.conditions?.find(each => each.type === 'Ready');
  // The node controller turns only the condition; the kubelet then has to say ready again.
  return statuses.every(status => status.ready) && ready?.status === 'True'
    ? 'ready'
    : 'started';
}
