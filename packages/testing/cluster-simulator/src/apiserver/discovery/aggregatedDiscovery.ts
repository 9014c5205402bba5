import { ResourceDefinition } from '../resources/ResourceDefinition';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { versionsByGroup } from './legacyDiscovery';
import { servedSubresources } from './servedSubresources';

/**
 * The form of discovery that today's clients ask for first: everything in one answer.
 *
 * @internal
 */
export const aggregatedContentType =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** @internal */
export function acceptsAggregated(accept: string | undefined): boolean {
  return (accept ?? '')
    .split(',')
    .some(
      clause =>
        clause.includes('as=APIGroupDiscoveryList') &&
        clause.includes('v=v2;') &&
        clause.trim().startsWith('application/json'),
    );
}

/**
 * @param isCore - the core group alone (`/api`), or all others (`/apis`)
 * @internal
 */
export function aggregatedGroups(registry: ResourceRegistry, isCore: boolean) {
  const definitions = registry.all();
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: [...versionsByGroup(registry)]
      .filter(([group]) => (group === '') === isCore)
      .map(([group, versions]) => ({
        metadata: group ? { name: group } : {},
        versions: versions.map(version => ({
          version,
          resources: definitions
            .filter(item => item.group === group && item.version === version)
            .map(resourceEntry),
          freshness: 'Current',
        })),
      })),
  };
}

function resourceEntry(definition: ResourceDefinition) {
  const { group, version, kind } = definition;
  const subresources = servedSubresources(definition);
  return {
    resource: definition.plural,
    responseKind: { group, version, kind },
    scope: definition.isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: definition.singular,
    verbs: definition.verbs,
    ...(definition.shortNames.length > 0 && {
      shortNames: definition.shortNames,
    }),
    ...(definition.categories.length > 0 && {
      categories: definition.categories,
    }),
    ...(subresources.length > 0 && {
      subresources: subresources.map(subresource => ({
        subresource: subresource.name,
        responseKind: subresource.kind,
        verbs: subresource.verbs,
      })),
    }),
  };
}
