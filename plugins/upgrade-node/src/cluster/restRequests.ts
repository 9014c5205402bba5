import { DeleteOptions, WriteOptions } from '../ports/ClusterClient';
import { ObjectKey, ResourceType } from '../ports/KubeObject';

/** @internal */
export function groupVersion(resource: ResourceType): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

/** @internal */
export function collectionPath(
  resource: ResourceType,
  namespace?: string,
): string {
  const root = resource.group ? '/apis' : '/api';
  const scope =
    resource.isNamespaced && namespace
      ? `/namespaces/${encodeURIComponent(namespace)}`
      : '';
  return `${root}/${groupVersion(resource)}${scope}/${resource.plural}`;
}

/** @internal */
export function objectPath(
  resource: ResourceType,
  key: ObjectKey,
  subresource?: string,
): string {
  const path = `${collectionPath(resource, key.namespace)}/${encodeURIComponent(
    key.name,
  )}`;
  return subresource ? `${path}/${subresource}` : path;
}

/** @internal */
export function writeQuery(options: WriteOptions): Record<string, string> {
  return compact({
    fieldManager: options.fieldManager,
    dryRun: options.isDryRun ? 'All' : undefined,
  });
}

/** @internal */
export function deleteOptions(options: DeleteOptions): Record<string, unknown> {
  const preconditions = compact({
    uid: options.uid,
    resourceVersion: options.resourceVersion,
  });
  return {
    ...(Object.keys(preconditions).length ? { preconditions } : {}),
    ...(options.gracePeriodSeconds === undefined
      ? {}
      : { gracePeriodSeconds: options.gracePeriodSeconds }),
    ...(options.propagationPolicy
      ? { propagationPolicy: options.propagationPolicy }
      : {}),
  };
}

/** @internal */
export function compact(
  entries: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
