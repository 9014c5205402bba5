import { controllerOf } from '../../objects/owners';
import { Pod } from '../../objects/Pod';
import { quantityOf } from '../../objects/quantity';
import { isTolerated } from '../../objects/taints';
import { nodeRefusals } from './filters';
import { NodeUsage, requestsOf } from './nodeUsage';
import { podRefusals } from './podRules';

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/**
 * The node to run the pod on, or in upstream's words why there is none.
 *
 * @internal
 */
export function chooseNode(
  pod: Pod,
  usages: readonly NodeUsage[],
): { nodeName: string } | { message: string } {
  const refusalsBetweenPods = podRefusals(pod, usages);
  const countByReason = new Map<string, number>();
  const feasible: NodeUsage[] = [];
  for (const usage of usages) {
    const own = nodeRefusals(pod, usage);
    const refusals = own.length ? own : refusalsBetweenPods(usage);
    if (refusals.length === 0) {
      feasible.push(usage);
    }
    for (const reason of refusals) {
      countByReason.set(reason, (countByReason.get(reason) ?? 0) + 1);
    }
  }
  const best = preferred(pod, feasible);
  return best
    ? { nodeName: best.node.metadata.name }
    : { message: refusalMessage(usages.length, countByReason) };
}

/** Spread over nodes and zones first, then the least loaded; the name makes it definite. */
function preferred(
  pod: Pod,
  feasible: readonly NodeUsage[],
): NodeUsage | undefined {
  const uid = controllerOf(pod)?.uid ?? '';
  const siblingsByZone = new Map<string, number>();
  for (const usage of feasible) {
    const zone = usage.node.metadata.labels?.[ZONE_LABEL] ?? '';
    siblingsByZone.set(
      zone,
      (siblingsByZone.get(zone) ?? 0) + (usage.podsByController.get(uid) ?? 0),
    );
  }
  let best: { usage: NodeUsage; score: number[] } | undefined;
  for (const usage of feasible) {
    const zone = usage.node.metadata.labels?.[ZONE_LABEL] ?? '';
    const score = [
      avoidedTaints(pod, usage),
      usage.podsByController.get(uid) ?? 0,
      siblingsByZone.get(zone)!,
      loadWith(pod, usage),
    ];
    if (!best || isBetter(score, usage, best)) {
      best = { usage, score };
    }
  }
  return best?.usage;
}

function isBetter(
  score: number[],
  usage: NodeUsage,
  best: { usage: NodeUsage; score: number[] },
): boolean {
  const index = score.findIndex((value, at) => value !== best.score[at]);
  return index < 0
    ? usage.node.metadata.name < best.usage.node.metadata.name
    : score[index] < best.score[index];
}

function avoidedTaints(pod: Pod, usage: NodeUsage): number {
  return (usage.node.spec?.taints ?? []).filter(
    taint =>
      taint.effect === 'PreferNoSchedule' &&
      !isTolerated(taint, pod.spec.tolerations),
  ).length;
}

/** The fullest of cpu, memory and pod slots, as a fraction, once the pod runs there. */
function loadWith(pod: Pod, usage: NodeUsage): number {
  const allocatable = usage.node.status?.allocatable ?? {};
  const requests = requestsOf(pod);
  const fractions = ['cpu', 'memory'].map(
    name =>
      ((usage.requested[name] ?? 0) + (requests[name] ?? 0)) /
      (quantityOf(allocatable[name]) || 1),
  );
  return Math.max(
    ...fractions,
    (usage.pods.length + 1) / (quantityOf(allocatable.pods) || 1),
  );
}

function refusalMessage(
  nodeCount: number,
  countByReason: ReadonlyMap<string, number>,
): string {
  if (nodeCount === 0) {
    return 'no nodes available to schedule pods';
  }
  const reasons = [...countByReason]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort();
  return `0/${nodeCount} nodes are available: ${reasons.join(
    ', ',
  )}. preemption: 0/${nodeCount} nodes are available: ${nodeCount} Preemption is not helpful for scheduling.`;
}
