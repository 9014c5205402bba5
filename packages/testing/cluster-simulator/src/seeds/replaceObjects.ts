import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * The objects of a seed with those of a variant: one of the same kind, namespace and name takes the place of
 * the seed's, the others come at the end.
 *
 * @internal
 */
export function replaceObjects(
  objects: readonly KubeObject[],
  others: readonly KubeObject[],
): KubeObject[] {
  const keyOf = ({ apiVersion, kind, metadata }: KubeObject) =>
    [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
  const byKey = new Map(objects.map(object => [keyOf(object), object]));
  for (const object of others) {
    byKey.set(keyOf(object), object);
  }
  return [...byKey.values()];
}
