import { ResourceType } from '../ports/KubeObject';
import { AccessRule } from '../step/StepHandler';

/**
 * One right that one request needs.
 *
 * @internal
 */
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
      // Requests are looked at without the name of their object.
      rule.name === undefined &&
      (rule.namespace === undefined || rule.namespace === needed.namespace),
  );
}

/**
 * What is needed and not granted, one rule per verb: to hold the rights that steps and drivers declare
 * against a role.
 *
 * @param granted - the rules of a role; `*` stands for everything, as in RBAC
 * @public
 */
export function missingRights(
  needed: readonly AccessRule[],
  granted: readonly AccessRule[],
): AccessRule[] {
  const missing = new Map<string, AccessRule>();
  for (const rule of needed) {
    for (const verb of rule.verbs) {
      const single = { ...rule, verbs: [verb] };
      if (!granted.some(candidate => covers(candidate, single, verb))) {
        missing.set(JSON.stringify(single), single);
      }
    }
  }
  return [...missing.values()];
}

function covers(
  { apiGroup, resource, verbs, namespace, name }: AccessRule,
  needed: AccessRule,
  verb: string,
): boolean {
  return (
    (apiGroup === '*' || apiGroup === needed.apiGroup) &&
    (resource === '*' || resource === needed.resource) &&
    (verbs.includes('*') || verbs.includes(verb)) &&
    (namespace === undefined || namespace === needed.namespace) &&
    (name === undefined || name === needed.name)
  );
}
