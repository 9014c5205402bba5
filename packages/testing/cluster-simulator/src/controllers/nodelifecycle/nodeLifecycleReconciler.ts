import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { findCondition } from '../../objects/conditions';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { reconcileNode } from './reconcileNode';

/** Upstream's `--node-monitor-grace-period`. */
const NODE_MONITOR_GRACE_PERIOD_MS = 50_000;
const LEASE_NAMESPACE = 'kube-node-lease';

/**
 * Signs of life are timed by when they are noticed here, never by the times in them: the node's clock
 * may be wrong.
 *
 * @internal
 */
export function createNodeLifecycleReconciler(
  gracePeriodMs = NODE_MONITOR_GRACE_PERIOD_MS,
): Reconciler {
  const seenByNode = new Map<string, { sign: string; seenMs: number }>();
  const readyNodes = new Set<string>();

  /** Whether any node is ready matters to all that are not, but only when that changes. */
  const keysOfNode = (
    { object: node, isRemoved }: ObjectChange,
    view: ClusterView,
  ): string[] => {
    const wasAnyReady = readyNodes.size > 0;
    if (isReady(node) && !isRemoved) {
      readyNodes.add(node.metadata.name);
    } else {
      readyNodes.delete(node.metadata.name);
    }
    return wasAnyReady === readyNodes.size > 0
      ? [node.metadata.name]
      : view
          .list<Node>(resourceTypes.nodes)
          .map(({ metadata }) => metadata.name);
  };

  return {
    name: 'node-controller',
    triggers: [
      { resource: resourceTypes.nodes, keysOf: keysOfNode },
      {
        resource: resourceTypes.leases,
        keysOf: ({ object: lease }) =>
          lease.metadata.namespace === LEASE_NAMESPACE
            ? [lease.metadata.name]
            : [],
      },
      { resource: resourceTypes.pods, keysOf: keysOfPod },
    ],
    reconcile(key, view) {
      const node = view.get<Node>(resourceTypes.nodes, key);
      if (!node) {
        seenByNode.delete(key);
        return NOTHING_TO_DO;
      }
      const nowMs = view.nowMs();
      const sign = signOfLife(node, view);
      if (seenByNode.get(key)?.sign !== sign) {
        seenByNode.set(key, { sign, seenMs: nowMs });
      }
      return reconcileNode({
        node,
        pods: view.onNode<Pod>(resourceTypes.pods, key),
        lastSeenMs: seenByNode.get(key)!.seenMs,
        gracePeriodMs,
        isAnyNodeReady: readyNodes.size > 0,
        nowMs,
      });
    },
  };
}

function isReady(node: KubeObject): boolean {
  const { conditions } = (node as Node).status ?? {};
  return findCondition(conditions, 'Ready')?.status === 'True';
}

function signOfLife(node: Node, view: ClusterView): string {
  const lease = view.get(resourceTypes.leases, {
    namespace: LEASE_NAMESPACE,
    name: node.metadata.name,
  });
  const ready = findCondition(node.status?.conditions, 'Ready');
  // A condition that this controller made Unknown is no sign of life.
  const heartbeat =
    ready?.status === 'Unknown' ? '' : (ready?.lastHeartbeatTime ?? '');
  return `${heartbeat}|${lease?.spec?.renewTime ?? ''}`;
}

/** Pods matter only where a taint may drive them off. */
function keysOfPod({ object: pod }: ObjectChange, view: ClusterView): string[] {
  const nodeName = (pod as Pod).spec.nodeName;
  const node = nodeName && view.get<Node>(resourceTypes.nodes, nodeName);
  return node && node.spec?.taints?.some(each => each.effect === 'NoExecute')
    ? [nodeName]
    : [];
}
