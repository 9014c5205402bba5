import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * One revision of one object. Never changed after it was stored, so that lists, watch events and
 * paged snapshots may share it, and so that it is serialised once however many clients read it.
 *
 * @internal
 */
export class StoredObject {
  #json: string | undefined;

  constructor(
    readonly object: KubeObject,
    /** The global revision that wrote it; also `metadata.resourceVersion`. */
    readonly revision: number,
  ) {}

  get json(): string {
    this.#json ??= JSON.stringify(this.object);
    return this.#json;
  }
}

/** @internal */
export type StoreEventType = 'created' | 'updated' | 'deleted';

/** @internal */
export interface StoreEvent {
  type: StoreEventType;
  revision: number;
  /** For `deleted`: the last state, carrying the revision of the deletion. */
  current: StoredObject;
  /** Absent for `created`. */
  previous?: StoredObject;
}

/** @internal */
export function storageName(object: KubeObject): string {
  return objectPath(object.metadata.namespace, object.metadata.name);
}

/** @internal */
export function objectPath(namespace: string | undefined, name: string) {
  return namespace ? `${namespace}/${name}` : name;
}
