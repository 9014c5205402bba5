import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { servedSubresources } from './servedSubresources';

/** @internal */
export function legacyVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' },
    ],
  };
}

/**
 * The versions of each group, best first.
 *
 * @internal
 */
export function versionsByGroup(
  registry: ResourceRegistry,
): Map<string, string[]> {
  const versions = new Map<string, Set<string>>();
  for (const { group, version } of registry.all()) {
    versions.set(group, (versions.get(group) ?? new Set()).add(version));
  }
  return new Map(
    [...versions].map(([group, names]) => [
      group,
      [...names].sort(compareVersions),
    ]),
  );
}

/** Stable before beta before alpha, then the higher number first. */
function compareVersions(left: string, right: string): number {
  const rank = (version: string) => {
    const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    if (!match) {
      return [-1, 0, 0];
    }
    const stage = { alpha: 0, beta: 1 }[match[2] as 'alpha' | 'beta'] ?? 2;
    return [stage, Number(match[1]), Number(match[3] ?? 0)];
  };
  const [leftRank, rightRank] = [rank(left), rank(right)];
  for (let index = 0; index < leftRank.length; index += 1) {
    if (leftRank[index] !== rightRank[index]) {
      return rightRank[index] - leftRank[index];
    }
  }
  return left < right ? -1 : 1;
}

function groupEntry(group: string, versions: string[]) {
  const entries = versions.map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

/** @internal */
export function legacyGroupList(registry: ResourceRegistry) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...versionsByGroup(registry)]
      .filter(([group]) => group !== '')
      .map(([group, versions]) => groupEntry(group, versions)),
  };
}

/**
 * Undefined when the group isn't served.
 *
 * @internal
 */
export function legacyGroup(registry: ResourceRegistry, group: string) {
  const versions = versionsByGroup(registry).get(group);
  return (
    versions && {
      kind: 'APIGroup',
      apiVersion: 'v1',
      ...groupEntry(group, versions),
    }
  );
}

/**
 * Undefined when the version isn't served.
 *
 * @internal
 */
export function legacyResourceList(
  registry: ResourceRegistry,
  group: string,
  version: string,
) {
  const definitions = registry
    .all()
    .filter(item => item.group === group && item.version === version)
    .sort((left, right) => (left.plural < right.plural ? -1 : 1));
  return definitions.length === 0
    ? undefined
    : {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: apiVersionOf({ group, version }),
        resources: definitions.flatMap(resourceEntries),
      };
}

function resourceEntries(definition: ResourceDefinition) {
  const { plural, singular, kind, isNamespaced } = definition;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced: isNamespaced,
      kind,
      verbs: definition.verbs,
      ...(definition.shortNames.length > 0 && {
        shortNames: definition.shortNames,
      }),
      ...(definition.categories.length > 0 && {
        categories: definition.categories,
      }),
    },
    ...servedSubresources(definition).map(subresource => ({
      name: `${plural}/${subresource.name}`,
      singularName: '',
      namespaced: isNamespaced,
      ...(subresource.kind.group !== definition.group && {
        group: subresource.kind.group,
        version: subresource.kind.version,
      }),
      kind: subresource.kind.kind,
      verbs: subresource.verbs,
    })),
  ];
}
