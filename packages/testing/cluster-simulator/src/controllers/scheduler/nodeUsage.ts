import { controllerOf } from '../../objects/owners';
import { Node } from '../../objects/Node';
import { isPodFinished, Pod } from '../../objects/Pod';
import { quantityOf } from '../../objects/quantity';

/** Requested amounts by resource name, in base units. */
export type Amounts = Readonly<Record<string, number>>;

/**
 * A node with what runs on it, as the scheduler counts.
 *
 * @internal
 */
export interface NodeUsage {
  node: Node;
  pods: readonly Pod[];
  requested: Amounts;
  /** Pods by the uid of their controller. */
  podsByController: ReadonlyMap<string, number>;
}

// Pods are immutable here: a change arrives as another object.
const requestsByPod = new WeakMap<Pod, Amounts>();

/**
 * What the pod asks for: the sum of its containers, or its largest init container where that is more.
 *
 * @internal
 */
export function requestsOf(pod: Pod): Amounts {
  const known = requestsByPod.get(pod);
  if (known) {
    return known;
  }
  const total: Record<string, number> = {};
  for (const container of pod.spec.containers) {
    const requests = container.resources?.requests ?? {};
    for (const [name, quantity] of Object.entries(requests)) {
      total[name] = (total[name] ?? 0) + quantityOf(quantity);
    }
  }
  for (const container of pod.spec.initContainers ?? []) {
    const requests = container.resources?.requests ?? {};
    for (const [name, quantity] of Object.entries(requests)) {
      total[name] = Math.max(total[name] ?? 0, quantityOf(quantity));
    }
  }
  requestsByPod.set(pod, total);
  return total;
}

/** @internal */
export function usageOf(node: Node, podsOnNode: readonly Pod[]): NodeUsage {
  const pods = podsOnNode.filter(pod => !isPodFinished(pod));
  const requested: Record<string, number> = {};
  const podsByController = new Map<string, number>();
  for (const pod of pods) {
    for (const [name, amount] of Object.entries(requestsOf(pod))) {
      requested[name] = (requested[name] ?? 0) + amount;
    }
    const uid = controllerOf(pod)?.uid;
    if (uid && !pod.metadata.deletionTimestamp) {
      podsByController.set(uid, (podsByController.get(uid) ?? 0) + 1);
    }
  }
  return { node, pods, requested, podsByController };
}
