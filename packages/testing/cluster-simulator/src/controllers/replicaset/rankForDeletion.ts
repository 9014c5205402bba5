import {
  isPodReady,
  Pod,
  readySinceMs,
  restartCountOf,
} from '../../objects/Pod';
import { parseTime } from '../../objects/timestamps';

const PHASE_RANK: Record<string, number> = { Pending: 0, Unknown: 1 };

/**
 * Pods in the order in which upstream's ReplicaSet controller gives them up: those that cost least
 * first.
 *
 * @internal
 */
export function rankForDeletion(pods: readonly Pod[]): Pod[] {
  const podsPerNode = new Map<string, number>();
  for (const pod of pods) {
    const node = pod.spec.nodeName ?? '';
    podsPerNode.set(node, (podsPerNode.get(node) ?? 0) + 1);
  }
  const ranked = pods.map(pod => ({ pod, rank: rankOf(pod, podsPerNode) }));
  return ranked
    .sort((one, other) => compare(one.rank, other.rank))
    .map(({ pod }) => pod);
}

/** Criteria in falling weight; the smaller number is given up first. */
function rankOf(pod: Pod, podsPerNode: Map<string, number>): number[] {
  const isReady = isPodReady(pod);
  return [
    pod.spec.nodeName ? 1 : 0,
    PHASE_RANK[pod.status?.phase ?? 'Pending'] ?? 2,
    isReady ? 1 : 0,
    Number(
      pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'],
    ) || 0,
    -podsPerNode.get(pod.spec.nodeName ?? '')!,
    isReady ? -(readySinceMs(pod) ?? 0) : 0,
    -restartCountOf(pod),
    -(parseTime(pod.metadata.creationTimestamp) ?? 0),
  ];
}

function compare(one: number[], other: number[]): number {
  const index = one.findIndex((value, position) => value !== other[position]);
  return index < 0 ? 0 : one[index] - other[index];
}
