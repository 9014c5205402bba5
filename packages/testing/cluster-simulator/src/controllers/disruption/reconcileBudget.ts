import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Condition, withCondition } from '../../objects/conditions';
import { resolveIntOrPercent } from '../../objects/intOrPercent';
import { LabelSelector } from '../../objects/labelSelector';
import { isPodReady, Pod } from '../../objects/Pod';
import { parseTime } from '../../objects/timestamps';
import { earliest, EventIntent, Reconciliation } from '../../reconcile/writes';
import { statusPatch } from '../../reconcile/statusPatch';

/** @internal */
export interface PodDisruptionBudget extends KubeObject {
  spec: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector?: LabelSelector;
  };
  status?: {
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
    observedGeneration?: number;
    disruptedPods?: Record<string, string>;
    conditions?: Condition[];
  };
}

/** An accepted eviction that deletes nothing is forgotten after this long, as upstream does. */
const DISRUPTED_POD_TIMEOUT_MS = 2 * 60_000;

/** @internal */
export interface BudgetSituation {
  budget: PodDisruptionBudget;
  /** Pods that the budget's selector matches. */
  pods: readonly Pod[];
  /** The replica count that the pod's controllers want; undefined when it has none with a scale. */
  expectedScaleOf: (
    pod: Pod,
  ) => { controllerUid: string; replicas: number } | undefined;
  nowMs: number;
}

/**
 * One look at a budget: how many evictions it allows now.
 *
 * @internal
 */
export function reconcileBudget(situation: BudgetSituation): Reconciliation {
  const { budget, pods, nowMs } = situation;
  const expectation = expectedCounts(situation);
  if ('failure' in expectation) {
    return failed(budget, expectation.failure, nowMs);
  }
  const { disruptedPods, dropped, recheckInMs } = pendingDisruptions(situation);
  const currentHealthy = pods.filter(
    pod =>
      !pod.metadata.deletionTimestamp &&
      !(pod.metadata.name in disruptedPods) &&
      isPodReady(pod),
  ).length;
  const { expectedPods, desiredHealthy } = expectation;
  const disruptionsAllowed =
    expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const status = {
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    observedGeneration: budget.metadata.generation,
    disruptedPods: Object.keys(disruptedPods).length
      ? disruptedPods
      : undefined,
    conditions: withCondition(
      budget.status?.conditions,
      {
        type: 'DisruptionAllowed',
        status: disruptionsAllowed > 0 ? 'True' : 'False',
        reason: disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
        observedGeneration: budget.metadata.generation,
      },
      nowMs,
    ),
  };
  return {
    // The API server counts accepted evictions in the same status: neither may lose the other's.
    writes: statusPatch(
      resourceTypes.podDisruptionBudgets,
      budget,
      status,
      'locked',
    ),
    events: dropped.map(pod => notDeleted(pod)),
    requeueAfterMs: recheckInMs,
  };
}

function expectedCounts({
  budget,
  pods,
  expectedScaleOf,
}: BudgetSituation):
  { expectedPods: number; desiredHealthy: number } | { failure: string } {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  }
  const replicasByController = new Map<string, number>();
  for (const pod of pods) {
    const scale = expectedScaleOf(pod);
    if (!scale) {
      return {
        failure: `found no controllers for pod "${pod.metadata.name}"`,
      };
    }
    replicasByController.set(scale.controllerUid, scale.replicas);
  }
  const expectedPods = [...replicasByController.values()].reduce(
    (sum, replicas) => sum + replicas,
    0,
  );
  const desiredHealthy =
    maxUnavailable !== undefined
      ? expectedPods - resolveIntOrPercent(maxUnavailable, expectedPods, 'up')
      : resolveIntOrPercent(minAvailable, expectedPods, 'up');
  return { expectedPods, desiredHealthy: Math.max(0, desiredHealthy) };
}

/** Evictions that the API accepted and whose pods are not yet on their way out. */
function pendingDisruptions({ budget, pods, nowMs }: BudgetSituation): {
  disruptedPods: Record<string, string>;
  dropped: Pod[];
  recheckInMs?: number;
} {
  const disruptedPods: Record<string, string> = {};
  const dropped: Pod[] = [];
  let recheckInMs: number | undefined;
  for (const pod of pods) {
    const time = budget.status?.disruptedPods?.[pod.metadata.name];
    if (time && !pod.metadata.deletionTimestamp) {
      const leftMs = (parseTime(time) ?? 0) + DISRUPTED_POD_TIMEOUT_MS - nowMs;
      if (leftMs > 0) {
        disruptedPods[pod.metadata.name] = time;
        recheckInMs = earliest(recheckInMs, leftMs);
      } else {
        dropped.push(pod);
      }
    }
  }
  return { disruptedPods, dropped, recheckInMs };
}

/** A budget that can't be counted allows nothing. */
function failed(
  budget: PodDisruptionBudget,
  message: string,
  nowMs: number,
): Reconciliation {
  const status = {
    disruptionsAllowed: 0,
    currentHealthy: 0,
    desiredHealthy: 0,
    expectedPods: 0,
    ...budget.status,
    observedGeneration: budget.metadata.generation,
    conditions: withCondition(
      budget.status?.conditions,
      {
        type: 'DisruptionAllowed',
        status: 'False',
        reason: 'SyncFailed',
        message,
        observedGeneration: budget.metadata.generation,
      },
      nowMs,
    ),
  };
  return {
    writes: statusPatch(
      resourceTypes.podDisruptionBudgets,
      budget,
      { ...status, disruptionsAllowed: 0 },
      'locked',
    ),
    events: [
      {
        regarding: budget,
        type: 'Warning',
        reason: 'CalculateExpectedPodCountFailed',
        message: `Failed to calculate the number of expected pods: ${message}`,
      },
    ],
  };
}

function notDeleted(pod: Pod): EventIntent {
  return {
    regarding: pod,
    type: 'Warning',
    reason: 'NotDeleted',
    message: 'Pod was expected by PDB to be deleted but it was not',
  };
}
