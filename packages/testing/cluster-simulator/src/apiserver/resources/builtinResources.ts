import { builtinSchema, Schema } from '../schema/Schema';
import { BuiltinResource } from './BuiltinResource';
import { coreResources } from './coreResources';
import { groupResources } from './groupResources';
import { apiVersionOf, ResourceDefinition } from './ResourceDefinition';
import { allVerbs } from './resourceVerbs';

const workloadScale = {
  specReplicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  selector: '.spec.selector',
};

function define(resource: BuiltinResource): ResourceDefinition {
  const [version, group = ''] = resource.groupVersion.split('/').reverse();
  const { plural, kind, rules } = resource;
  const subresources = resource.subresources ?? [];
  return {
    group,
    version,
    plural,
    kind,
    rules,
    subresources,
    verbs: resource.verbs ?? allVerbs,
    ...(resource.computed && { computed: resource.computed }),
    singular: group === 'metrics.k8s.io' ? '' : kind.toLowerCase(),
    listKind: `${kind}List`,
    isNamespaced: !resource.isClusterScoped,
    shortNames: resource.shortNames ?? [],
    categories: resource.isInCategoryAll ? ['all'] : [],
    bucket: group ? `${group}/${plural}` : plural,
    schema: schemaOf(group, version, kind),
    isCustom: false,
    ...(subresources.includes('scale') && { scale: workloadScale }),
    selectableFields: resource.selectableFields ?? [],
  };
}

/** Metrics are only read, so nothing checks them against a schema. */
function schemaOf(group: string, version: string, kind: string): Schema {
  return group === 'metrics.k8s.io'
    ? { type: 'object' }
    : builtinSchema(group, version, kind);
}

/**
 * Every resource that the cluster has before anyone defines more.
 *
 * @internal
 */
export function builtinDefinitions(): ResourceDefinition[] {
  return [...coreResources, ...groupResources].map(define);
}

/** @internal */
export function definitionKey(definition: {
  group: string;
  version: string;
  plural: string;
}): string {
  return `${apiVersionOf(definition)}/${definition.plural}`;
}
