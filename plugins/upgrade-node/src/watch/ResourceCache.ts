import { KubeObject, ResourceType } from '../ports/KubeObject';

/**
 * What happened to an object since the last time it was seen.
 *
 * @public
 */
export interface ClusterChange {
  type: 'added' | 'modified' | 'deleted';
  resource: ResourceType;
  object: KubeObject;
}

/**
 * The last seen state of one resource's objects. Watches may repeat themselves and lists may overtake
 * them; what it reports is only what changed.
 *
 * @internal
 */
export class ResourceCache {
  readonly #objects = new Map<string, KubeObject>();

  constructor(private readonly resource: ResourceType) {}

  list(): KubeObject[] {
    return [...this.#objects.values()];
  }

  /** Versions by key, to compare with a list. */
  versions(): ReadonlyMap<string, string> {
    return new Map(
      [...this.#objects].map(([key, object]) => [key, versionOf(object)]),
    );
  }

  /** Takes a complete list; what is not in it is gone. */
  replace(objects: readonly KubeObject[]): ClusterChange[] {
    const keys = new Set(objects.map(keyIn));
    const gone = [...this.#objects.entries()]
      .filter(([key]) => !keys.has(key))
      .map(([, object]) => object);
    return [
      ...gone.flatMap(object => this.remove(object)),
      ...objects.flatMap(object => this.put(object)),
    ];
  }

  put(object: KubeObject): ClusterChange[] {
    const key = keyIn(object);
    const known = this.#objects.get(key);
    if (known && versionOf(known) === versionOf(object)) {
      return [];
    }
    this.#objects.set(key, object);
    return [
      {
        type: known ? 'modified' : 'added',
        resource: this.resource,
        object,
      },
    ];
  }

  remove(object: KubeObject): ClusterChange[] {
    return this.#objects.delete(keyIn(object))
      ? [{ type: 'deleted', resource: this.resource, object }]
      : [];
  }
}

/**
 * Versions of a list by key, as `ResourceCache.versions` has them.
 *
 * @internal
 */
export function versionsOf(
  objects: readonly KubeObject[],
): ReadonlyMap<string, string> {
  return new Map(objects.map(object => [keyIn(object), versionOf(object)]));
}

/** The uid too: an object that was created again may have any version. */
function versionOf({ metadata }: KubeObject): string {
  return `${metadata.uid}@${metadata.resourceVersion}`;
}

function keyIn({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
