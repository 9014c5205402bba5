import {
  LabelSelector,
  matchesLabelSelector,
} from '../../objects/labelSelector';
import { Pod } from '../../objects/Pod';
import { NodeUsage } from './nodeUsage';

interface AffinityTerm {
  labelSelector?: LabelSelector;
  namespaces?: string[];
  topologyKey: string;
}

interface SpreadConstraint {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  labelSelector?: LabelSelector;
}

/**
 * The rules between pods, prepared once per pod: required affinity, anti-affinity in both directions,
 * and spread constraints that must hold.
 *
 * @internal
 */
export function podRefusals(
  pod: Pod,
  usages: readonly NodeUsage[],
): (usage: NodeUsage) => string[] {
  const refusals = [
    ...terms(pod, 'podAntiAffinity').map(term =>
      antiAffinityRule(domainsWith(pod, term, usages), term.topologyKey),
    ),
    ...symmetricRules(pod, usages),
    ...terms(pod, 'podAffinity').map(term =>
      affinityRule(pod, term, domainsWith(pod, term, usages)),
    ),
    ...hardSpread(pod).map(constraint => spreadRule(pod, constraint, usages)),
  ];
  return usage => {
    for (const refusal of refusals) {
      const reason = refusal(usage);
      if (reason) {
        return [reason];
      }
    }
    return [];
  };
}

/**
 * Whether the pod has a rule about where other pods may be.
 *
 * @internal
 */
export function hasPodRules(pod: Pod): boolean {
  return (
    terms(pod, 'podAntiAffinity').length > 0 ||
    terms(pod, 'podAffinity').length > 0 ||
    hardSpread(pod).length > 0
  );
}

type Rule = (usage: NodeUsage) => string | undefined;

function terms(
  pod: Pod,
  kind: 'podAffinity' | 'podAntiAffinity',
): AffinityTerm[] {
  return (
    pod.spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ??
    []
  );
}

function hardSpread(pod: Pod): SpreadConstraint[] {
  return (pod.spec.topologySpreadConstraints ?? []).filter(
    (each: SpreadConstraint) => each.whenUnsatisfiable === 'DoNotSchedule',
  );
}

function domainOf(usage: NodeUsage, topologyKey: string): string | undefined {
  return usage.node.metadata.labels?.[topologyKey];
}

function isMatch(owner: Pod, term: AffinityTerm, other: Pod): boolean {
  const namespaces = term.namespaces?.length
    ? term.namespaces
    : [owner.metadata.namespace];
  return (
    namespaces.includes(other.metadata.namespace) &&
    matchesLabelSelector(other.metadata.labels, term.labelSelector)
  );
}

/** Topology domains in which a pod that the term means already runs. */
function domainsWith(
  pod: Pod,
  term: AffinityTerm,
  usages: readonly NodeUsage[],
): Set<string> {
  return new Set(
    usages
      .filter(usage => usage.pods.some(other => isMatch(pod, term, other)))
      .map(usage => domainOf(usage, term.topologyKey))
      .filter(domain => domain !== undefined),
  );
}

function antiAffinityRule(taken: Set<string>, topologyKey: string): Rule {
  return usage =>
    taken.has(domainOf(usage, topologyKey) ?? '')
      ? "node(s) didn't match pod anti-affinity rules"
      : undefined;
}

/** A pod that runs already may refuse the newcomer. */
function symmetricRules(pod: Pod, usages: readonly NodeUsage[]): Rule[] {
  return usages.flatMap(usage =>
    usage.pods.flatMap(other =>
      terms(other, 'podAntiAffinity')
        .filter(term => isMatch(other, term, pod))
        .map(term => {
          const domain = domainOf(usage, term.topologyKey);
          return (candidate: NodeUsage) =>
            domain !== undefined &&
            domainOf(candidate, term.topologyKey) === domain
              ? "node(s) didn't satisfy existing pods anti-affinity rules"
              : undefined;
        }),
    ),
  );
}

function affinityRule(
  pod: Pod,
  term: AffinityTerm,
  present: Set<string>,
): Rule {
  // The first of a group that wants to be together has nobody to join yet.
  const isFirst = present.size === 0 && isMatch(pod, term, pod);
  return usage => {
    const domain = domainOf(usage, term.topologyKey);
    return domain !== undefined && (isFirst || present.has(domain))
      ? undefined
      : "node(s) didn't match pod affinity rules";
  };
}

function spreadRule(
  pod: Pod,
  constraint: SpreadConstraint,
  usages: readonly NodeUsage[],
): Rule {
  const countByDomain = new Map<string, number>();
  for (const usage of usages) {
    const domain = domainOf(usage, constraint.topologyKey);
    if (domain !== undefined) {
      const count = usage.pods.filter(
        other =>
          !other.metadata.deletionTimestamp &&
          other.metadata.namespace === pod.metadata.namespace &&
          matchesLabelSelector(other.metadata.labels, constraint.labelSelector),
      ).length;
      countByDomain.set(domain, (countByDomain.get(domain) ?? 0) + count);
    }
  }
  const least = Math.min(...countByDomain.values());
  return usage => {
    const domain = domainOf(usage, constraint.topologyKey);
    return domain !== undefined &&
      countByDomain.get(domain)! + 1 - least <= constraint.maxSkew
      ? undefined
      : "node(s) didn't match pod topology spread constraints";
  };
}
