import {
  Message,
  TargetProgress,
  TargetStatus,
} from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject, imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { containerGates } from '../operatorGates';
import { targetId } from '../plan/planTargets';
import { isLeftOut, WekaContainer } from '../resources';
import { hasApplied } from './containerProgress';
import { troubleOf } from './containerTrouble';

/** Pure: where each container is on its way to the image, and why it doesn't go on. */
export function targetsOf(
  containers: readonly WekaContainer[],
  pods: readonly KubeObject[],
  image: string,
): Record<string, TargetProgress> {
  const podByName = new Map(pods.map(pod => [pod.metadata.name, pod]));
  return Object.fromEntries(
    containers
      .filter(container => !isLeftOut(container))
      .map(container => [
        targetId(container),
        progressOfOne(container, podByName.get(container.metadata.name), image),
      ]),
  );
}

function progressOfOne(
  container: WekaContainer,
  pod: KubeObject | undefined,
  image: string,
): TargetProgress {
  const version = imageTag(container.status?.lastAppliedImage);
  const [status, note] = statusOf(container, pod, image);
  return {
    status,
    ...(version && { version }),
    ...(note && { note }),
  };
}

function statusOf(
  container: WekaContainer,
  pod: KubeObject | undefined,
  image: string,
): [TargetStatus, Message?] {
  if (hasApplied(container, { image })) {
    return ['done'];
  }
  const trouble = troubleOf(container, pod);
  if (trouble) {
    return ['held', trouble.why];
  }
  if (container.spec.image !== image) {
    return ['pending'];
  }
  const [gate] = containerGates([container]);
  return gate ? ['held', gate.why] : ['working', whatGoesOn(container)];
}

function whatGoesOn({ status }: WekaContainer): Message | undefined {
  return status?.status
    ? {
        code: 'weka-container-status',
        params: { status: status.status },
        text: status.status,
      }
    : undefined;
}
