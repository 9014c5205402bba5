import {
  ResourceDefinition,
  Subresource,
} from '../resources/ResourceDefinition';

interface ServedSubresource {
  name: Subresource;
  kind: { group: string; version: string; kind: string };
  verbs: string[];
}

const readAndWrite = ['get', 'patch', 'update'];

/**
 * What discovery says about a resource's subresources.
 *
 * @internal
 */
export function servedSubresources(
  definition: ResourceDefinition,
): ServedSubresource[] {
  const own = {
    group: definition.group,
    version: definition.version,
    kind: definition.kind,
  };
  const described: Record<Subresource, Omit<ServedSubresource, 'name'>> = {
    status: { kind: own, verbs: readAndWrite },
    scale: {
      kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
      verbs: readAndWrite,
    },
    finalize: { kind: own, verbs: ['update'] },
    eviction: {
      kind: { group: 'policy', version: 'v1', kind: 'Eviction' },
      verbs: ['create'],
    },
    binding: { kind: { ...own, kind: 'Binding' }, verbs: ['create'] },
    log: { kind: own, verbs: ['get'] },
  };
  return [...definition.subresources]
    .sort()
    .map(name => ({ name, ...described[name] }));
}
