import { ResourceType } from '../ports/KubeObject';
import { AccessRule } from '../step/StepHandler';

/**
 * A right on a resource, or on a subresource of it.
 *
 * @internal
 */
export function right(
  resource: ResourceType,
  verbs: readonly string[],
  options: { namespace?: string; subresource?: string } = {},
): AccessRule {
  return {
    apiGroup: resource.group,
    resource: options.subresource
      ? `${resource.plural}/${options.subresource}`
      : resource.plural,
    verbs,
    ...(options.namespace === undefined
      ? {}
      : { namespace: options.namespace }),
  };
}
