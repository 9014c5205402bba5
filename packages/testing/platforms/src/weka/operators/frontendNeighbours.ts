import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterView,
  keyOf,
  ObjectChange,
  Pod,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { isFrontend, MODE_LABEL, WekaContainer } from './wekaObjects';

/**
 * Pods of the other frontends and clients on the machine of a container, whatever cluster they mount.
 *
 * @internal
 */
export function frontendsBeside(
  { metadata, status }: WekaContainer,
  view: ClusterView,
): Pod[] {
  const node = status?.nodeAffinity;
  return node === undefined
    ? []
    : view
        .onNode<Pod>(resourceTypes.pods, node)
        .filter(
          pod => isFrontendPod(pod) && keyOf(pod.metadata) !== keyOf(metadata),
        );
}

/**
 * Leads from the pod of a frontend to the others on its machine.
 *
 * @internal
 */
export function keysOfNeighbours(
  { object }: ObjectChange,
  view: ClusterView,
): string[] {
  const pod = object as Pod;
  return pod.spec.nodeName && isFrontendPod(pod)
    ? view
        .onNode<Pod>(resourceTypes.pods, pod.spec.nodeName)
        .filter(isFrontendPod)
        .map(({ metadata }) => keyOf(metadata))
    : [];
}

function isFrontendPod({ metadata }: Pod): boolean {
  return isFrontend(metadata.labels?.[MODE_LABEL]);
}
