import {
  OwnerReference,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterView, resourceId } from '../../reconcile/ClusterView';
import { keyOf } from '../../reconcile/ObjectCache';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { collectGarbage, OwnerState, TypedObject } from './collectGarbage';
import { ServedResources } from './ServedResources';

/** The owner may have been created a moment ago and not have been heard of here. */
const UNKNOWN_OWNER_PATIENCE_MS = 2_000;
/** Uids of objects that are gone, kept for their dependents. */
const GONE_LIMIT = 50_000;

interface SeenObject {
  resource: ResourceType;
  key: string;
}

/**
 * Follows ownerReferences over all resources. Keys are `resource|namespace/name`.
 *
 * @internal
 */
export function createGarbageReconciler(served: ServedResources): Reconciler {
  const seenByUid = new Map<string, SeenObject>();
  const goneUids = new Set<string>();
  const firstAskedMsByUid = new Map<string, number>();
  const resourcesById = new Map<string, ResourceType>();

  const dependentsOf = (uid: string, view: ClusterView): TypedObject[] =>
    [...resourcesById.values()].flatMap(resource =>
      view.ownedBy(resource, uid).map(object => ({ resource, object })),
    );

  const stateOf = (owner: OwnerReference, view: ClusterView): OwnerState => {
    if (goneUids.has(owner.uid)) {
      return 'gone';
    }
    const seen = seenByUid.get(owner.uid);
    const object = seen && view.get(seen.resource, seen.key);
    if (!object || object.metadata.uid !== owner.uid) {
      return unheardState(owner, view);
    }
    const isWaiting =
      object.metadata.deletionTimestamp &&
      object.metadata.finalizers?.includes('foregroundDeletion') &&
      owner.blockOwnerDeletion;
    return isWaiting ? 'waiting' : 'solid';
  };

  /** Gone only if its resource is served, fully listed, and it still has not turned up. */
  const unheardState = (
    owner: OwnerReference,
    view: ClusterView,
  ): OwnerState => {
    const resource = [...resourcesById.values()].find(
      each =>
        each.kind === owner.kind &&
        each.group === (owner.apiVersion.split('/').at(-2) ?? ''),
    );
    if (!resource) {
      return 'solid';
    }
    if (!view.isSynced(resource)) {
      return 'unknown';
    }
    const sinceMs = firstAskedMsByUid.get(owner.uid) ?? view.nowMs();
    firstAskedMsByUid.set(owner.uid, sinceMs);
    return view.nowMs() - sinceMs >= UNKNOWN_OWNER_PATIENCE_MS
      ? 'gone'
      : 'unknown';
  };

  const note = (resource: ResourceType, change: ObjectChange): void => {
    const { uid } = change.object.metadata;
    if (change.isRemoved) {
      seenByUid.delete(uid!);
      goneUids.add(uid!);
      if (goneUids.size > GONE_LIMIT) {
        goneUids.delete(goneUids.values().next().value!);
      }
    } else {
      seenByUid.set(uid!, { resource, key: keyOf(change.object.metadata) });
      firstAskedMsByUid.delete(uid!);
    }
  };

  const keysOf = (
    resource: ResourceType,
    change: ObjectChange,
    view: ClusterView,
  ): string[] => {
    note(resource, change);
    const { object, isRemoved } = change;
    const { uid, deletionTimestamp, ownerReferences } = object.metadata;
    const own =
      deletionTimestamp || ownerReferences
        ? [garbageKey({ resource, object })]
        : [];
    if (!isRemoved && !deletionTimestamp) {
      return own;
    }
    const owners = (ownerReferences ?? [])
      .map(owner => seenByUid.get(owner.uid))
      .filter(owner => owner !== undefined)
      .map(owner => `${resourceId(owner.resource)}|${owner.key}`);
    return [...own, ...owners, ...dependentsOf(uid!, view).map(garbageKey)];
  };

  return {
    name: 'garbage-collector',
    triggers: [],
    discover(view, watch) {
      served.onResource(view, resource => {
        // Events are owned by nobody and there are many.
        if (resource.plural !== 'events') {
          resourcesById.set(resourceId(resource), resource);
          watch({
            resource,
            keysOf: change => keysOf(resource, change, view),
          });
        }
      });
    },
    reconcile(key, view) {
      const bar = key.indexOf('|');
      const resource = resourcesById.get(key.slice(0, bar));
      const object = resource && view.get(resource, key.slice(bar + 1));
      return resource && object
        ? collectGarbage({
            resource,
            object,
            dependents: dependentsOf(object.metadata.uid!, view),
            stateOf: owner => stateOf(owner, view),
            patienceMs: UNKNOWN_OWNER_PATIENCE_MS,
          })
        : NOTHING_TO_DO;
    },
  };
}

function garbageKey({ resource, object }: TypedObject): string {
  return `${resourceId(resource)}|${keyOf(object.metadata)}`;
}
