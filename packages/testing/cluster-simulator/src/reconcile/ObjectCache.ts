import { KubeObject, WatchEvent } from '@cluster-upgrade/plugin-upgrade-node';

/** @internal */
export type CacheListener = (
  object: KubeObject,
  previous: KubeObject | undefined,
  change: 'set' | 'removed',
) => void;

/** What every cache can be asked by, besides the object's own key. */
const INDEXES = {
  namespace: (object: KubeObject) =>
    object.metadata.namespace ? [object.metadata.namespace] : [],
  owner: (object: KubeObject) =>
    (object.metadata.ownerReferences ?? []).map(owner => owner.uid),
  /** Pods without a node are found under the empty name. */
  node: (object: KubeObject) =>
    object.kind === 'Pod' ? [object.spec.nodeName ?? ''] : [],
} as const;

type IndexName = keyof typeof INDEXES;

/** @internal */
export function keyOf(metadata: { name: string; namespace?: string }): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

/** @internal */
export function splitKey(key: string): { name: string; namespace?: string } {
  const slash = key.indexOf('/');
  return slash < 0
    ? { name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/**
 * The objects of one resource as last heard of.
 *
 * A controller must see its own writes at once, or it repeats them. So the answer to a write goes in
 * here too (`observe`), and a deletion that was asked for shows as a deletion timestamp until the
 * watch confirms it (`expectDeletion`).
 *
 * @internal
 */
export class ObjectCache {
  readonly #objectsByKey = new Map<string, KubeObject>();
  readonly #keysByIndex: Record<IndexName, Map<string, Set<string>>> = {
    namespace: new Map(),
    owner: new Map(),
    node: new Map(),
  };
  readonly #deletionTimeByUid = new Map<string, string>();
  readonly #listeners: CacheListener[] = [];
  /** The newest version that list or watch delivered. */
  #heardVersion = 0;

  onChange(listener: CacheListener): void {
    this.#listeners.push(listener);
  }

  get(key: string): KubeObject | undefined {
    return this.#objectsByKey.get(key);
  }

  list(): KubeObject[] {
    return [...this.#objectsByKey.values()];
  }

  get size(): number {
    return this.#objectsByKey.size;
  }

  by(index: IndexName, value: string): KubeObject[] {
    const keys = this.#keysByIndex[index].get(value);
    return keys ? [...keys].map(key => this.#objectsByKey.get(key)!) : [];
  }

  /** Takes a fresh list: what is not in it is gone. */
  replace(objects: readonly KubeObject[], resourceVersion: string): void {
    this.#heardVersion = Number(resourceVersion) || 0;
    const keys = new Set(objects.map(object => keyOf(object.metadata)));
    for (const key of [...this.#objectsByKey.keys()]) {
      if (!keys.has(key)) {
        this.#remove(key);
      }
    }
    for (const object of objects) {
      this.#set(object);
    }
  }

  apply(event: WatchEvent): void {
    this.#heardVersion = Math.max(
      this.#heardVersion,
      Number(event.object.metadata.resourceVersion) || 0,
    );
    if (event.type === 'DELETED') {
      this.#deletionTimeByUid.delete(event.object.metadata.uid ?? '');
      this.#remove(keyOf(event.object.metadata));
    } else if (event.type !== 'BOOKMARK') {
      this.#set(event.object);
    }
  }

  /** Takes the answer to a write, unless the watch is already past it. */
  observe(object: KubeObject): void {
    const version = Number(object.metadata?.resourceVersion);
    if (version > this.#heardVersion) {
      const present = this.#objectsByKey.get(keyOf(object.metadata));
      if (!(Number(present?.metadata.resourceVersion) >= version)) {
        this.#set(object);
      }
    }
  }

  /** Shows `change` of the object until the watch brings a newer one. */
  assume(key: string, change: (object: KubeObject) => KubeObject): void {
    const present = this.#objectsByKey.get(key);
    if (present) {
      this.#set(change(present));
    }
  }

  expectDeletion(key: string, uid: string | undefined, time: string): void {
    const present = this.#objectsByKey.get(key);
    if (uid && present?.metadata.uid === uid) {
      this.#deletionTimeByUid.set(uid, time);
      this.#set(present);
    }
  }

  #set(incoming: KubeObject): void {
    const object = this.#withExpectedDeletion(incoming);
    const key = keyOf(object.metadata);
    const previous = this.#objectsByKey.get(key);
    if (previous) {
      this.#unindex(key, previous);
    }
    this.#objectsByKey.set(key, object);
    for (const name of indexNames) {
      for (const value of INDEXES[name](object)) {
        const keys = this.#keysByIndex[name].get(value) ?? new Set();
        keys.add(key);
        this.#keysByIndex[name].set(value, keys);
      }
    }
    this.#tell(object, previous, 'set');
  }

  #remove(key: string): void {
    const previous = this.#objectsByKey.get(key);
    if (previous) {
      this.#objectsByKey.delete(key);
      this.#unindex(key, previous);
      this.#tell(previous, previous, 'removed');
    }
  }

  #withExpectedDeletion(object: KubeObject): KubeObject {
    const uid = object.metadata.uid ?? '';
    const time = this.#deletionTimeByUid.get(uid);
    if (!time) {
      return object;
    }
    if (object.metadata.deletionTimestamp) {
      this.#deletionTimeByUid.delete(uid);
      return object;
    }
    return {
      ...object,
      metadata: { ...object.metadata, deletionTimestamp: time },
    };
  }

  #unindex(key: string, object: KubeObject): void {
    for (const name of indexNames) {
      for (const value of INDEXES[name](object)) {
        const keys = this.#keysByIndex[name].get(value);
        keys?.delete(key);
        if (keys?.size === 0) {
          this.#keysByIndex[name].delete(value);
        }
      }
    }
  }

  #tell(
    object: KubeObject,
    previous: KubeObject | undefined,
    change: 'set' | 'removed',
  ): void {
    for (const listener of this.#listeners) {
      listener(object, previous, change);
    }
  }
}

const indexNames = Object.keys(INDEXES) as IndexName[];
