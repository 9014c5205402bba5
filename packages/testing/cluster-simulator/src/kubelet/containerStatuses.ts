import { createHash } from 'node:crypto';
import {
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
} from '../objects/Pod';
import { formatTime } from '../objects/timestamps';
import { PodPosition } from './podPosition';

/** Exit code of a crash, as a process that gave up reports it. */
const CRASH_EXIT_CODE = 1;

/**
 * The containers' statuses once the pod has reached `position`. Where only some containers are hit by
 * a fault the others go on as if nothing was.
 *
 * @internal
 */
export function containerStatuses(
  pod: Pod,
  position: PodPosition,
  isHit: (container: Container) => boolean,
  nowMs: number,
): ContainerStatus[] {
  return pod.spec.containers.map(container => {
    const present = pod.status?.containerStatuses?.find(
      status => status.name === container.name,
    );
    const own = isHit(container) ? position : bystanderPosition(position);
    const state = stateAt(own, container, present, nowMs);
    const isRestarted =
      state.running !== undefined &&
      (present?.state.terminated !== undefined ||
        present?.state.waiting?.reason === 'CrashLoopBackOff');
    const restartCount = (present?.restartCount ?? 0) + (isRestarted ? 1 : 0);
    const lastState = lastStateOf(present, state);
    return {
      name: container.name,
      image: container.image,
      imageID: hasPulled(own) ? imageIdOf(container.image) : '',
      ready: own === 'ready',
      started: state.running !== undefined,
      restartCount,
      state,
      lastState,
      ...(hasPulled(own) && {
        containerID: containerIdOf(pod, container, restartCount),
      }),
    };
  });
}

/** What a container does while another one of its pod fails. */
function bystanderPosition(position: PodPosition): PodPosition {
  switch (position) {
    case 'pullFailed':
    case 'pullBackOff':
    case 'exited':
    case 'crashBackOff':
    case 'started':
      return 'ready';
    default:
      return position;
  }
}

function hasPulled(position: PodPosition): boolean {
  return !['bound', 'creating', 'pullFailed', 'pullBackOff'].includes(position);
}

function stateAt(
  position: PodPosition,
  container: Container,
  present: ContainerStatus | undefined,
  nowMs: number,
): ContainerState {
  switch (position) {
    case 'started':
    case 'ready':
    case 'stopping':
      return {
        running: present?.state.running ?? { startedAt: formatTime(nowMs) },
      };
    case 'pullFailed':
      return waiting(
        'ErrImagePull',
        `failed to pull and unpack image "${container.image}": not found`,
      );
    case 'pullBackOff':
      return waiting(
        'ImagePullBackOff',
        `Back-off pulling image "${container.image}"`,
      );
    case 'crashBackOff':
      return waiting(
        'CrashLoopBackOff',
        `back-off restarting failed container=${container.name}`,
      );
    case 'exited':
    case 'failed':
      return present?.state.terminated
        ? present.state
        : terminated(present, CRASH_EXIT_CODE, 'Error', nowMs);
    case 'succeeded':
    case 'stopped':
      return present?.state.terminated
        ? present.state
        : terminated(present, 0, 'Completed', nowMs);
    default:
      return waiting('ContainerCreating');
  }
}

function waiting(reason: string, message?: string): ContainerState {
  return { waiting: { reason, message } };
}

function terminated(
  present: ContainerStatus | undefined,
  exitCode: number,
  reason: string,
  nowMs: number,
): ContainerState {
  return {
    terminated: {
      exitCode,
      reason,
      startedAt: present?.state.running?.startedAt ?? formatTime(nowMs),
      finishedAt: formatTime(nowMs),
      containerID: present?.containerID,
    },
  };
}

function lastStateOf(
  present: ContainerStatus | undefined,
  next: ContainerState,
): ContainerState {
  return present?.state.terminated && !next.terminated
    ? { terminated: present.state.terminated }
    : (present?.lastState ?? {});
}

/** Stands for the digest that a registry would report; the same image has the same one everywhere. */
function imageIdOf(image: string): string {
  const repository = image.split('@')[0].replace(/:[^/:]+$/, '');
  return `${repository}@sha256:${sha256(image)}`;
}

function containerIdOf(
  pod: Pod,
  container: Container,
  restartCount: number,
): string {
  return `containerd://${sha256(
    `${pod.metadata.uid}/${container.name}/${restartCount}`,
  )}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
