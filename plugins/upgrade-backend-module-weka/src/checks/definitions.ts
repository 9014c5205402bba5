import {
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { wekaResources } from '../resources';
import { wekaCheck } from './wekaCheck';

/** Fields that upgrades set or wait for. The API server drops what a definition doesn't know, in silence. */
const NEEDED_FIELDS: Array<[ResourceType, string[]]> = [
  [
    wekaResources.clusters,
    ['spec.image', 'spec.overrides.upgradePaused', 'status.lastAppliedImage'],
  ],
  [wekaResources.clients, ['spec.image', 'spec.upgradePolicy.type']],
  [wekaResources.containers, ['spec.image', 'status.lastAppliedImage']],
];

/** Helm never upgrades definitions: they may be older than the operator, and than what the portal asks for. */
export const definitions = wekaCheck({
  id: 'weka-definitions',
  title: "The cluster's definitions know what upgrades set",
  group: 'compatibility',
  read: async ({ cluster, signal }) => ({
    definitions: await Promise.all(
      NEEDED_FIELDS.map(([resource]) =>
        cluster.get(
          resourceTypes.customResourceDefinitions,
          { name: nameOf(resource) },
          { signal },
        ),
      ),
    ),
  }),
  answer({ definitions: found = [] }) {
    const unknown = NEEDED_FIELDS.flatMap(([resource, paths]) => {
      const definition = found.find(
        ({ metadata }) => metadata.name === nameOf(resource),
      );
      return paths
        .filter(path => !knowsField(definition, resource, path))
        .map(path => `${resource.kind} has no ${path}`);
    });
    const isKnown = unknown.length === 0;
    return {
      status: isKnown ? 'pass' : 'hard-block',
      observed: isKnown
        ? 'they know every field that upgrades set or wait for'
        : unknown.join('; '),
      needed:
        'every field that upgrades set or wait for: the API server drops the others in silence, a pause among them',
      objects: isKnown
        ? []
        : [...new Set(found)].map(({ metadata: { name } }) => ({
            apiVersion: 'apiextensions.k8s.io/v1',
            kind: 'CustomResourceDefinition',
            name,
          })),
      remedy: isKnown
        ? undefined
        : "Apply the definitions of the operator's chart: helm show crds, then kubectl apply --server-side.",
    };
  },
});

function nameOf({ plural, group }: ResourceType): string {
  return `${plural}.${group}`;
}

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
}

function knowsField(
  definition: KubeObject | undefined,
  { version }: ResourceType,
  path: string,
): boolean {
  const served = (definition?.spec?.versions ?? []).find(
    (each: { name: string; served: boolean }) =>
      each.name === version && each.served,
  );
  return (
    served !== undefined &&
    keeps(served.schema?.openAPIV3Schema, path.split('.'))
  );
}

function keeps(schema: Schema | undefined, [name, ...rest]: string[]): boolean {
  if (schema === undefined) {
    return false;
  }
  if (name === undefined) {
    return true;
  }
  const property = schema.properties?.[name];
  return property
    ? keeps(property, rest)
    : schema['x-kubernetes-preserve-unknown-fields'] === true ||
        (schema.additionalProperties ?? false) !== false;
}
