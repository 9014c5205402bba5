import { JsonValue } from '@backstage/types';
import {
  ObjectRef,
  Snapshot,
  SnapshotItem,
  SnapshotObject,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  KubeObject,
  keyOf,
  listAll,
  readObject,
  readPointer,
  ResourceType,
  resourceTypeOf,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';

/** Objects read at once. */
const READS_AT_ONCE = 8;

/** Where objects are read from. */
export interface ObjectSource {
  cluster: ClusterClient;
  /** Kinds beyond the built-in ones. */
  knownResources: readonly ResourceType[];
  signal: AbortSignal;
}

/** Saves the named parts of each object. */
export async function takeSnapshot(
  items: readonly SnapshotItem[],
  source: ObjectSource,
  nowMs: number,
): Promise<Snapshot> {
  const found = await readObjects(
    items.map(({ object }) => object),
    source,
  );
  return {
    takenAtMs: nowMs,
    objects: items.map((item, index) => savedParts(item, found[index])),
  };
}

function savedParts(
  { object, pointers }: SnapshotItem,
  found: KubeObject | undefined,
): SnapshotObject {
  return {
    object,
    uid: found?.metadata.uid,
    existed: found !== undefined,
    values: found
      ? Object.fromEntries(
          pointers.map(pointer => [
            pointer,
            (readPointer(found, pointer) ?? null) as JsonValue,
          ]),
        )
      : {},
  };
}

/** Reads objects in the given order; undefined: not there. */
export async function readObjects(
  objects: readonly ObjectRef[],
  source: ObjectSource,
): Promise<Array<KubeObject | undefined>> {
  const found: Array<KubeObject | undefined> = [];
  for (let start = 0; start < objects.length; start += READS_AT_ONCE) {
    const batch = objects.slice(start, start + READS_AT_ONCE);
    found.push(
      ...(await Promise.all(
        batch.map(object =>
          readObject(
            source,
            resourceTypeOf(object, source.knownResources),
            keyOf(object),
          ),
        ),
      )),
    );
  }
  return found;
}

/** All pods of the cluster. */
export async function readPods({
  cluster,
  signal,
}: ObjectSource): Promise<KubeObject[]> {
  const { items } = await listAll(cluster, resourceTypes.pods, { signal });
  return items;
}
