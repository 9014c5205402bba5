import { Condition, findCondition } from '../objects/conditions';
import { Container, Pod, PodStatus } from '../objects/Pod';
import { formatTime } from '../objects/timestamps';
import { containerStatuses } from './containerStatuses';
import { PodPosition } from './podPosition';

const PHASE_BY_POSITION: Partial<
  Record<PodPosition, NonNullable<PodStatus['phase']>>
> = {
  bound: 'Pending',
  creating: 'Pending',
  pullFailed: 'Pending',
  pullBackOff: 'Pending',
  succeeded: 'Succeeded',
  failed: 'Failed',
};

/** @internal */
export interface PodAddresses {
  hostIP: string;
  podIP: string;
}

/**
 * The status to report once the pod has reached `position`, as a strategic merge patch: conditions
 * that others own stay as they are.
 *
 * @internal
 */
export function podStatusAt(
  pod: Pod,
  position: PodPosition,
  isHit: (container: Container) => boolean,
  addresses: PodAddresses,
  nowMs: number,
): PodStatus {
  const statuses = containerStatuses(pod, position, isHit, nowMs);
  const isAddressed = !['bound', 'creating'].includes(position);
  const conditions = kubeletConditions(pod, position, statuses.every(isReady));
  return {
    phase: phaseAt(pod, position),
    startTime: pod.status?.startTime ?? formatTime(nowMs),
    hostIP: addresses.hostIP,
    hostIPs: [{ ip: addresses.hostIP }],
    ...(isAddressed && {
      podIP: addresses.podIP,
      podIPs: [{ ip: addresses.podIP }],
    }),
    observedGeneration: pod.metadata.generation,
    conditions: conditions.map(condition => timed(pod, condition, nowMs)),
    containerStatuses: statuses,
    ...initStatuses(pod, isAddressed, nowMs),
  };
}

function isReady(status: { ready: boolean }): boolean {
  return status.ready;
}

function phaseAt(
  pod: Pod,
  position: PodPosition,
): NonNullable<PodStatus['phase']> {
  if (position === 'stopped') {
    // A pod that is told to stop ends as it was asked to.
    return pod.spec.restartPolicy === 'Always' || !pod.spec.restartPolicy
      ? 'Running'
      : 'Succeeded';
  }
  return PHASE_BY_POSITION[position] ?? 'Running';
}

function kubeletConditions(
  pod: Pod,
  position: PodPosition,
  areContainersReady: boolean,
): Condition[] {
  const isReadyNow = position === 'ready' && areContainersReady;
  const isCompleted = position === 'succeeded';
  const names = pod.spec.containers.map(container => container.name).join(' ');
  const unready = isCompleted
    ? { reason: 'PodCompleted' }
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${names}]`,
      };
  const isStarted = !['bound', 'creating'].includes(position);
  return [
    {
      type: 'PodReadyToStartContainers',
      status: isStarted && position !== 'stopped' ? 'True' : 'False',
    },
    { type: 'Initialized', status: 'True' },
    ...['Ready', 'ContainersReady'].map((type): Condition =>
      isReadyNow
        ? { type, status: 'True', reason: '', message: '' }
        : { type, status: 'False', message: '', ...unready },
    ),
    { type: 'PodScheduled', status: 'True', reason: '', message: '' },
  ];
}

/** The time of a condition moves with its status only. */
function timed(pod: Pod, condition: Condition, nowMs: number): Condition {
  const present = findCondition(pod.status?.conditions, condition.type);
  return {
    ...condition,
    lastProbeTime: null,
    lastTransitionTime:
      present?.status === condition.status && present.lastTransitionTime
        ? present.lastTransitionTime
        : formatTime(nowMs),
  };
}

/** Init containers are over in the moment in which the others start. */
function initStatuses(
  pod: Pod,
  areDone: boolean,
  nowMs: number,
): Partial<PodStatus> {
  if (!pod.spec.initContainers?.length || !areDone) {
    return {};
  }
  return {
    initContainerStatuses:
      pod.status?.initContainerStatuses ??
      containerStatuses(
        { ...pod, spec: { containers: pod.spec.initContainers } },
        'succeeded',
        () => true,
        nowMs,
      ).map(status => ({ ...status, ready: true })),
  };
}
