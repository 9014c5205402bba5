import { LabelSelector, matchesLabels } from '../../cluster/labelSelector';
import { KubeObject } from '../../ports/KubeObject';
import { isPodReady } from '../../workloads/pods';

/**
 * A PodDisruptionBudget, as far as an eviction asks it.
 *
 * @internal
 */
export interface Budget {
  namespace: string;
  name: string;
  selector: LabelSelector | undefined;
  disruptionsAllowed: number;
  /** Pods that must be ready. */
  needed: number;
  /** Pods that are ready. */
  ready: number;
  /** Pods that it counts. */
  expected: number;
  evictsUnhealthyAlways: boolean;
}

/** @internal */
export function budgetOf(object: KubeObject): Budget {
  const { metadata, spec = {}, status = {} } = object;
  return {
    namespace: metadata.namespace!,
    name: metadata.name,
    selector: spec.selector,
    disruptionsAllowed: status.disruptionsAllowed ?? 0,
    needed: status.desiredHealthy ?? 0,
    ready: status.currentHealthy ?? 0,
    expected: status.expectedPods ?? 0,
    evictsUnhealthyAlways: spec.unhealthyPodEvictionPolicy === 'AlwaysAllow',
  };
}

/**
 * The budgets that an eviction of the pod would ask.
 *
 * @internal
 */
export function budgetsOfPod(
  pod: KubeObject,
  budgets: readonly Budget[],
): Budget[] {
  return budgets.filter(
    budget =>
      budget.namespace === pod.metadata.namespace &&
      matchesLabels(budget.selector, pod.metadata.labels),
  );
}

/** Phases in which a pod serves nobody, so that no budget is asked. */
const UNASKED_PHASES = new Set(['Pending', 'Succeeded', 'Failed']);

/**
 * Whether the API evicts the pod without asking any budget.
 *
 * @internal
 */
export function isBudgetUnasked(pod: KubeObject): boolean {
  return UNASKED_PHASES.has(pod.status?.phase);
}

/**
 * Whether the API evicts the pod without taking from the budget: it isn't ready, and its application has
 * enough that are, or said that those which are not don't count.
 *
 * @internal
 */
export function isSpared(pod: KubeObject, budget: Budget): boolean {
  return (
    !isPodReady(pod) &&
    (budget.evictsUnhealthyAlways ||
      (budget.needed > 0 && budget.ready >= budget.needed))
  );
}

/**
 * Whether no amount of waiting helps: all pods are ready, and all of them are needed.
 *
 * @internal
 */
export function canNeverAllow(budget: Budget): boolean {
  return (
    budget.disruptionsAllowed === 0 &&
    budget.ready >= budget.expected &&
    budget.needed >= budget.expected
  );
}
