import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO, Reconciliation } from '../../reconcile/writes';

/** Upstream waits this long for a node to come back under the same name. */
const QUARANTINE_MS = 40_000;

/**
 * Removes pods whose node is gone. Keys are names of nodes.
 *
 * @internal
 */
export function createPodGarbageReconciler(): Reconciler {
  const missingSinceMs = new Map<string, number>();
  return {
    name: 'pod-garbage-collector',
    triggers: [
      { resource: resourceTypes.nodes },
      {
        resource: resourceTypes.pods,
        keysOf: ({ object: pod }, view) => {
          const { nodeName } = (pod as Pod).spec;
          return nodeName && !view.get(resourceTypes.nodes, nodeName)
            ? [nodeName]
            : [];
        },
      },
    ],
    reconcile(nodeName, view) {
      if (view.get(resourceTypes.nodes, nodeName)) {
        missingSinceMs.delete(nodeName);
        return NOTHING_TO_DO;
      }
      const pods = view.onNode<Pod>(resourceTypes.pods, nodeName);
      if (pods.length === 0) {
        missingSinceMs.delete(nodeName);
        return NOTHING_TO_DO;
      }
      const sinceMs = missingSinceMs.get(nodeName) ?? view.nowMs();
      missingSinceMs.set(nodeName, sinceMs);
      return removeOrphans(pods, sinceMs + QUARANTINE_MS - view.nowMs());
    },
  };
}

/**
 * Nobody is left who could stop the pods in an orderly way.
 *
 * @internal
 */
export function removeOrphans(
  pods: readonly Pod[],
  quarantineLeftMs: number,
): Reconciliation {
  return quarantineLeftMs > 0
    ? { writes: [], requeueAfterMs: quarantineLeftMs }
    : {
        writes: pods.map(pod => ({
          verb: 'delete',
          resource: resourceTypes.pods,
          object: pod,
          options: { gracePeriodSeconds: 0 },
        })),
      };
}
