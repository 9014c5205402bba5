import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';

/**
 * The object with its type fields first, which the cached JSON of lists relies on.
 *
 * @internal
 */
export function canonicalFields(
  definition: ResourceDefinition,
  object: KubeObject,
): KubeObject {
  const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = object;
  return {
    kind: definition.kind,
    apiVersion: apiVersionOf(definition),
    metadata,
    ...rest,
  };
}
