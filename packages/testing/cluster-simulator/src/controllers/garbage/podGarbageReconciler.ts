import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO, Reconciliation, Write } from '../../reconcile/writes';

/** How often upstream's collector looks for pods of nodes that are gone. */
const CHECK_PERIOD_MS = 20_000;

/** How long upstream waits, from the look that missed a node, for it to come back under the same name. */
const QUARANTINE_MS = 40_000;

/**
 * Removes pods whose node is gone, in rounds as upstream's collector does, so that such a pod outlives its
 * node by 40 to 60 s. Keys are names of nodes.
 *
 * @internal
 */
export function createPodGarbageReconciler(): Reconciler {
  const missingSinceMs = new Map<string, number>();
  let firstRoundAtMs: number | undefined;
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
      firstRoundAtMs ??= view.nowMs();
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
      const removeAtMs = removalTime(firstRoundAtMs, sinceMs);
      return removeOrphans(pods, removeAtMs - view.nowMs());
    },
  };
}

/**
 * The round in which pods of a node are removed that went missing at a moment.
 *
 * @internal
 */
export function removalTime(firstRoundAtMs: number, missingSinceMs: number) {
  const rounds = Math.ceil((missingSinceMs - firstRoundAtMs) / CHECK_PERIOD_MS);
  return firstRoundAtMs + rounds * CHECK_PERIOD_MS + QUARANTINE_MS;
}

/**
 * Nobody is left who could stop the pods in an orderly way, so they are marked as failed and deleted at
 * once.
 *
 * @internal
 */
export function removeOrphans(
  pods: readonly Pod[],
  quarantineLeftMs: number,
): Reconciliation {
  return quarantineLeftMs > 0
    ? { writes: [], requeueAfterMs: quarantineLeftMs }
    : { writes: pods.flatMap(removal) };
}

function removal(pod: Pod): Write[] {
  const { name, namespace } = pod.metadata;
  return [
    {
      verb: 'patch',
      resource: resourceTypes.pods,
      subresource: 'status',
      key: { name, namespace },
      patchType: 'strategic',
      body: {
        status: {
          phase: 'Failed',
          conditions: [
            {
              type: 'DisruptionTarget',
              status: 'True',
              reason: 'DeletionByPodGC',
              message: 'PodGC: node no longer exists',
            },
          ],
        },
      },
    },
    {
      verb: 'delete',
      resource: resourceTypes.pods,
      object: pod,
      options: { gracePeriodSeconds: 0 },
    },
  ];
}
