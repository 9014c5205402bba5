import {
  OwnerReference,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterView, resourceId } from '../../reconcile/ClusterView';
import { keyOf } from '../../reconcile/ObjectCache';
import { ObjectChange } from '../../reconcile/ReconcileLoop';
import { OwnerState, TypedObject } from './collectGarbage';

/** Uids of objects that are gone, kept for their dependents. */
const GONE_LIMIT = 50_000;

interface SeenObject {
  resource: ResourceType;
  key: string;
}

/**
 * Who owns whom, over all resources, as far as it was heard of. Keys are `resource|namespace/name`.
 *
 * @internal
 */
export class OwnershipGraph {
  readonly #seenByUid = new Map<string, SeenObject>();
  readonly #goneUids = new Set<string>();
  readonly #firstAskedMsByUid = new Map<string, number>();
  readonly #resourcesById = new Map<string, ResourceType>();

  /**
   * @param patienceMs - an owner that nobody has heard of may have been created a moment ago; after this time it is
   *   gone
   */
  constructor(private readonly patienceMs: number) {}

  addResource(resource: ResourceType): void {
    this.#resourcesById.set(resourceId(resource), resource);
  }

  /** The object of a key, if it is still there. */
  find(key: string, view: ClusterView): TypedObject | undefined {
    const bar = key.indexOf('|');
    const resource = this.#resourcesById.get(key.slice(0, bar));
    const object = resource && view.get(resource, key.slice(bar + 1));
    return resource && object ? { resource, object } : undefined;
  }

  dependentsOf(uid: string, view: ClusterView): TypedObject[] {
    return [...this.#resourcesById.values()].flatMap(resource =>
      view.ownedBy(resource, uid).map(object => ({ resource, object })),
    );
  }

  stateOf(owner: OwnerReference, view: ClusterView): OwnerState {
    if (this.#goneUids.has(owner.uid)) {
      return 'gone';
    }
    const seen = this.#seenByUid.get(owner.uid);
    const object = seen && view.get(seen.resource, seen.key);
    if (!object || object.metadata.uid !== owner.uid) {
      return this.#unheardState(owner, view);
    }
    const isWaiting =
      object.metadata.deletionTimestamp &&
      object.metadata.finalizers?.includes('foregroundDeletion') &&
      owner.blockOwnerDeletion;
    return isWaiting ? 'waiting' : 'solid';
  }

  /** Takes a change in; answers the keys of what it may have made garbage of, or set free. */
  keysOf(
    resource: ResourceType,
    change: ObjectChange,
    view: ClusterView,
  ): string[] {
    this.#note(resource, change);
    const { object, isRemoved } = change;
    const { uid, deletionTimestamp, ownerReferences } = object.metadata;
    const own =
      deletionTimestamp || ownerReferences
        ? [keyOfTyped({ resource, object })]
        : [];
    if (!isRemoved && !deletionTimestamp) {
      return own;
    }
    const owners = (ownerReferences ?? [])
      .map(owner => this.#seenByUid.get(owner.uid))
      .filter(owner => owner !== undefined)
      .map(owner => `${resourceId(owner.resource)}|${owner.key}`);
    return [
      ...own,
      ...owners,
      ...this.dependentsOf(uid!, view).map(keyOfTyped),
    ];
  }

  #note(resource: ResourceType, { object, isRemoved }: ObjectChange): void {
    const { uid } = object.metadata;
    if (!isRemoved) {
      this.#seenByUid.set(uid!, { resource, key: keyOf(object.metadata) });
      this.#firstAskedMsByUid.delete(uid!);
      return;
    }
    this.#seenByUid.delete(uid!);
    this.#goneUids.add(uid!);
    if (this.#goneUids.size > GONE_LIMIT) {
      this.#goneUids.delete(this.#goneUids.values().next().value!);
    }
  }

  /** Gone only if its resource is served, fully listed, and it still has not turned up. */
  #unheardState(owner: OwnerReference, view: ClusterView): OwnerState {
    const resource = [...this.#resourcesById.values()].find(
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
    const sinceMs = this.#firstAskedMsByUid.get(owner.uid) ?? view.nowMs();
    this.#firstAskedMsByUid.set(owner.uid, sinceMs);
    return view.nowMs() - sinceMs >= this.patienceMs ? 'gone' : 'unknown';
  }
}

function keyOfTyped({ resource, object }: TypedObject): string {
  return `${resourceId(resource)}|${keyOf(object.metadata)}`;
}
