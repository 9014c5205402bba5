import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { ResourceBucket } from './ResourceBucket';
import {
  objectPath,
  storageName,
  StoredObject,
  StoreEvent,
} from './StoredObject';

/** Versions before the first write are past, so that a watch from "1" is too old as it would be. */
const FIRST_REVISION = 100;

/** How many snapshots of paged lists are kept; older `continue` tokens are answered with 410. */
const SNAPSHOTS_MAX = 64;

/**
 * All objects of the cluster under one increasing revision. Synchronous: a write has happened, and
 * every watcher has been told, when the call returns. Knows nothing about kinds.
 *
 * @internal
 */
export class ObjectStore {
  readonly #buckets = new Map<string, ResourceBucket>();
  readonly #snapshots = new Map<string, StoredObject[]>();
  #revision = FIRST_REVISION;

  constructor(private readonly historyLimit?: number) {}

  get revision(): number {
    return this.#revision;
  }

  get(
    bucket: string,
    namespace: string | undefined,
    name: string,
  ): StoredObject | undefined {
    return this.#bucket(bucket).get(objectPath(namespace, name));
  }

  list(bucket: string, namespace?: string): StoredObject[] {
    return this.#bucket(bucket).list(namespace);
  }

  count(bucket: string): number {
    return this.#bucket(bucket).size;
  }

  /** Takes over `object`; the caller must not change it afterwards. */
  create(bucket: string, object: KubeObject): StoredObject {
    const path = storageName(object);
    if (this.#bucket(bucket).get(path)) {
      throw new Error(`${bucket} ${path} exists already`);
    }
    const current = this.#stamp(object);
    this.#bucket(bucket).apply(path, {
      type: 'created',
      revision: current.revision,
      current,
    });
    return current;
  }

  /** Takes over `object`; the caller must not change it afterwards. */
  update(bucket: string, object: KubeObject): StoredObject {
    const path = storageName(object);
    const previous = this.#existing(bucket, path);
    const current = this.#stamp(object);
    this.#bucket(bucket).apply(path, {
      type: 'updated',
      revision: current.revision,
      current,
      previous,
    });
    return current;
  }

  /** The event and the answer carry the object as it was stored, with the version of the deletion. */
  delete(
    bucket: string,
    namespace: string | undefined,
    name: string,
  ): StoredObject {
    const path = objectPath(namespace, name);
    const previous = this.#existing(bucket, path);
    const { object } = previous;
    const current = this.#stamp({
      ...object,
      metadata: { ...object.metadata },
    });
    this.#bucket(bucket).apply(path, {
      type: 'deleted',
      revision: current.revision,
      current,
      previous,
    });
    return current;
  }

  /** Whether the events after `revision` are still known. */
  hasHistorySince(bucket: string, revision: number): boolean {
    return revision >= this.#bucket(bucket).forgottenRevision;
  }

  eventsAfter(bucket: string, revision: number): StoreEvent[] {
    return this.#bucket(bucket).eventsAfter(revision);
  }

  subscribe(bucket: string, listener: (event: StoreEvent) => void): () => void {
    return this.#bucket(bucket).subscribe(listener);
  }

  /** Forgets the past: watches from older versions and old `continue` tokens get 410. */
  compact(): void {
    this.#buckets.forEach(bucket => bucket.compact());
    this.#snapshots.clear();
  }

  /** Keeps the rest of a paged list as it was, so that the next page is of the same revision. */
  saveSnapshot(key: string, items: StoredObject[]): void {
    this.#snapshots.delete(key);
    this.#snapshots.set(key, items);
    if (this.#snapshots.size > SNAPSHOTS_MAX) {
      const [oldest] = this.#snapshots.keys();
      this.#snapshots.delete(oldest);
    }
  }

  snapshot(key: string): StoredObject[] | undefined {
    return this.#snapshots.get(key);
  }

  #existing(bucket: string, path: string): StoredObject {
    const existing = this.#bucket(bucket).get(path);
    if (!existing) {
      throw new Error(`${bucket} ${path} does not exist`);
    }
    return existing;
  }

  #stamp(object: KubeObject): StoredObject {
    this.#revision += 1;
    object.metadata.resourceVersion = String(this.#revision);
    return new StoredObject(object, this.#revision);
  }

  #bucket(name: string): ResourceBucket {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      bucket = new ResourceBucket(FIRST_REVISION, this.historyLimit);
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }
}
