import { KubeObject } from '../ports/KubeObject';
import { controllerOf, isPodFinished } from './pods';

/** Set by the kubelet on pods that come from a file on the node. */
const ANNOTATION_MIRROR = 'kubernetes.io/config.mirror';

/**
 * The kubelet's own pod: the API shows it, and can't evict it.
 *
 * @internal
 */
export function isMirrorPod(pod: KubeObject): boolean {
  return pod.metadata.annotations?.[ANNOTATION_MIRROR] !== undefined;
}

/**
 * Pods that a drain evicts: DaemonSets' and mirror pods stay, finished ones don't count.
 *
 * @public
 */
export function isMovedByDrain(pod: KubeObject): boolean {
  return (
    !isPodFinished(pod) &&
    controllerOf(pod)?.kind !== 'DaemonSet' &&
    !isMirrorPod(pod)
  );
}

/**
 * A pod that no controller would create again is lost by a drain.
 *
 * @public
 */
export function isUnmanaged(pod: KubeObject): boolean {
  return isMovedByDrain(pod) && controllerOf(pod) === undefined;
}

/**
 * Data in an emptyDir is lost by a drain.
 *
 * @public
 */
export function keepsDataOnNode(pod: KubeObject): boolean {
  return isMovedByDrain(pod) && emptyDirOf(pod) !== undefined;
}

/**
 * Name of the first volume of the pod that keeps data on its node. One in memory is scratch space.
 *
 * @internal
 */
export function emptyDirOf(pod: KubeObject): string | undefined {
  return pod.spec?.volumes?.find(
    ({ emptyDir }: { emptyDir?: { medium?: string } }) =>
      emptyDir && emptyDir.medium !== 'Memory',
  )?.name;
}
