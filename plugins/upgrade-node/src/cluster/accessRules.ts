import { ResourceType } from '../ports/KubeObject';
import { AccessRule } from '../step/StepHandler';

/** One right that one request needs. */
export interface NeededRight {
  verb: string;
  apiGroup: string;
  /** With the subresource: `pods/eviction`. */
  resource: string;
  /** Absent: in all namespaces, or cluster-scoped. */
  namespace?: string;
}

/** @internal */
export function neededRight(
  verb: string,
  resource: ResourceType,
  namespace: string | undefined,
  subresource?: string,
): NeededRight {
  return {
    verb,
    apiGroup: resource.group,
    resource: subresource
      ? `${resource.plural}/${subresource}`
      : resource.plural,
    namespace: resource.isNamespaced ? namespace : undefined,
  };
}

/**
 * Whether rules cover a request, as RBAC would decide: a rule without a namespace covers all of them.
 *
 * @internal
 */
export function isGranted(
  needed: NeededRight,
  rules: readonly AccessRule[],
): boolean {
  return rules.some(
    rule =>
      rule.apiGroup === needed.apiGroup &&
      rule.resource === needed.resource &&
      rule.verbs.includes(needed.verb) &&
      (rule.namespace === undefined || rule.namespace === needed.namespace),
  );
}
