import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { WekaContainer } from '../resources';

/** Why one container doesn't come up. The operator tries again all the time, so that it may still do. */
export interface ContainerTrouble {
  container: string;
  why: Message;
}

/** Reasons of a waiting container that say that its image can't be had. */
const IMAGE_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
]);
/** Reasons that are part of a normal start. */
const STARTING_REASONS = new Set(['ContainerCreating', 'PodInitializing']);

/** Pure: what its pod says, which names more than the container's own status does. */
export function troubleOf(
  container: WekaContainer,
  pod: KubeObject | undefined,
): ContainerTrouble | undefined {
  const why =
    (pod && podTrouble(pod)) ??
    (container.status?.status === 'Error'
      ? reportsError(container)
      : undefined);
  return why && { container: container.metadata.name, why };
}

function podTrouble(pod: KubeObject): Message | undefined {
  const statuses: any[] = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ];
  const waiting = statuses
    .map(({ state }) => state?.waiting)
    .find(state => state?.reason && !STARTING_REASONS.has(state.reason));
  return waiting ? waitingTrouble(pod, waiting) : unschedulable(pod);
}

function waitingTrouble(
  { metadata: { name } }: KubeObject,
  { reason, message }: { reason: string; message?: string },
): Message {
  const isImage = IMAGE_REASONS.has(reason);
  return {
    code: isImage ? 'weka-image-not-pulled' : 'weka-pod-not-starting',
    params: { container: name, reason },
    text: `${isImage ? `the image of ${name} can't be pulled` : `the pod of ${name} doesn't start`}: ${reason}${message ? ` (${message})` : ''}`,
  };
}

function unschedulable(pod: KubeObject): Message | undefined {
  const scheduled = (pod.status?.conditions ?? []).find(
    ({ type, status, reason }: any) =>
      type === 'PodScheduled' && status === 'False' && reason,
  );
  return (
    scheduled && {
      code: 'weka-pod-not-scheduled',
      params: { container: pod.metadata.name, reason: scheduled.reason },
      text: `the pod of ${pod.metadata.name} finds no machine: ${scheduled.message ?? scheduled.reason}`,
    }
  );
}

function reportsError({ metadata: { name }, status }: WekaContainer): Message {
  const told = (status?.conditions ?? [])
    .filter(condition => condition.status === 'False' && condition.message)
    .map(({ type, message }) => `${type}: ${message}`);
  return {
    code: 'weka-container-error',
    params: { container: name },
    text: `${name} reports Error${told.length > 0 ? ` (${told.join('; ')})` : ''}, and the Weka operator tries again`,
  };
}
