import {
  ClusterClient,
  KubeObject,
  listAll,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isConditionTrue } from '../objects/conditions';
import { Node } from '../objects/Node';
import { NOT_READY_TAINT_KEY } from '../objects/taints';

/** @public */
export interface Readiness {
  total: number;
  /** `Kind namespace/name`, or the node's name, of each that is not ready yet. */
  unready: string[];
}

/**
 * Which nodes are ready and take pods.
 *
 * @public
 */
export async function nodeReadiness(client: ClusterClient): Promise<Readiness> {
  const { items } = await listAll<Node>(client, resourceTypes.nodes);
  return {
    total: items.length,
    unready: items
      .filter(
        node =>
          !isConditionTrue(node.status?.conditions, 'Ready') ||
          node.spec?.taints?.some(taint => taint.key === NOT_READY_TAINT_KEY),
      )
      .map(node => node.metadata.name),
  };
}

/**
 * Which Deployments, StatefulSets and DaemonSets of the cluster have all their pods ready.
 *
 * @public
 */
export async function workloadReadiness(
  client: ClusterClient,
): Promise<Readiness> {
  const lists = await Promise.all([
    listAll(client, resourceTypes.deployments),
    listAll(client, resourceTypes.statefulSets),
    listAll(client, resourceTypes.daemonSets),
  ]);
  const workloads = lists.flatMap(list => list.items);
  return {
    total: workloads.length,
    unready: workloads
      .filter(workload => !isWorkloadReady(workload))
      .map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.namespace}/${metadata.name}`,
      ),
  };
}

/** @internal */
function isWorkloadReady(workload: KubeObject): boolean {
  const status = workload.status ?? {};
  if ((status.observedGeneration ?? 0) < (workload.metadata.generation ?? 0)) {
    return false;
  }
  if (workload.kind === 'DaemonSet') {
    return (
      status.desiredNumberScheduled > 0 &&
      (status.numberAvailable ?? 0) >= status.desiredNumberScheduled
    );
  }
  const replicas = workload.spec.replicas ?? 1;
  return (
    (status.readyReplicas ?? 0) >= replicas &&
    (status.updatedReplicas ?? 0) >= replicas
  );
}
