import { Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { collectGarbage } from './collectGarbage';
import { OwnershipGraph } from './OwnershipGraph';
import { ServedResources } from './ServedResources';

/** The owner may have been created a moment ago and not have been heard of here. */
const UNKNOWN_OWNER_PATIENCE_MS = 2_000;

/**
 * Follows ownerReferences over all resources.
 *
 * @internal
 */
export function createGarbageReconciler(served: ServedResources): Reconciler {
  const graph = new OwnershipGraph(UNKNOWN_OWNER_PATIENCE_MS);
  return {
    name: 'garbage-collector',
    triggers: [],
    discover(view, watch) {
      served.onResource(view, resource => {
        // Events are owned by nobody and there are many.
        if (resource.plural !== 'events') {
          graph.addResource(resource);
          watch({
            resource,
            keysOf: change => graph.keysOf(resource, change, view),
          });
        }
      });
    },
    reconcile(key, view) {
      const found = graph.find(key, view);
      return found
        ? collectGarbage({
            ...found,
            dependents: graph.dependentsOf(found.object.metadata.uid!, view),
            stateOf: owner => graph.stateOf(owner, view),
            patienceMs: UNKNOWN_OWNER_PATIENCE_MS,
          })
        : NOTHING_TO_DO;
    },
  };
}
