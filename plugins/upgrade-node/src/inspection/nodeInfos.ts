import { NodeInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../ports/KubeObject';
import { isMovedByDrain } from '../workloads/drainedPods';
import { isNodeCordoned, isNodeReady } from '../workloads/nodes';
import { amountsOf, podRequests, sumOfAmounts } from '../workloads/podRequests';
import { isPodFinished } from '../workloads/pods';

const LABEL_ZONE = 'topology.kubernetes.io/zone';

/**
 * What only a driver knows of a node.
 *
 * @public
 */
export interface PlatformNode {
  /** Versions of the platform's part that runs there; the node has a version where there is just one. */
  versions: readonly string[];
  /** Whether it is temporary capacity; false unless told. */
  isSpare?: boolean;
  pool?: string;
}

/**
 * Nodes as an inventory has them, with what their pods ask for.
 *
 * @param describe - is given a node with the pods that run on it
 * @public
 */
export function nodeInfos(
  nodes: readonly KubeObject[],
  pods: readonly KubeObject[],
  describe: (node: KubeObject, pods: readonly KubeObject[]) => PlatformNode,
): NodeInfo[] {
  const podsByNode = new Map<string, KubeObject[]>();
  for (const pod of pods) {
    const name: string | undefined = pod.spec?.nodeName;
    if (name) {
      podsByNode.set(name, [...(podsByNode.get(name) ?? []), pod]);
    }
  }
  return nodes.map(node => {
    const onNode = podsByNode.get(node.metadata.name) ?? [];
    return nodeInfo(node, onNode, describe(node, onNode));
  });
}

function nodeInfo(
  node: KubeObject,
  pods: readonly KubeObject[],
  { versions, isSpare = false, pool }: PlatformNode,
): NodeInfo {
  const { name, uid = '', labels = {} } = node.metadata;
  const zone = labels[LABEL_ZONE];
  const distinct = [...new Set(versions)];
  return {
    name,
    uid,
    isReady: isNodeReady(node),
    isCordoned: isNodeCordoned(node),
    isSpare,
    ...(distinct.length === 1 ? { version: distinct[0] } : {}),
    ...(zone ? { zone } : {}),
    ...(pool ? { pool } : {}),
    movablePods: pods.filter(isMovedByDrain).length,
    allocatable: amountsOf(node.status?.allocatable),
    requested: sumOfAmounts(
      pods.filter(pod => !isPodFinished(pod)).map(podRequests),
    ),
  };
}
