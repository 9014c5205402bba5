import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { forbidden, StatusError, tooManyRequests } from '../errors/StatusError';

/**
 * What a budget says about one pod.
 *
 * @internal
 */
export type DisruptionDecision =
  /** Let it go and count it. */
  | { kind: 'counted' }
  /** Let it go without counting: it isn't among the healthy ones. */
  | { kind: 'unguarded' }
  | { kind: 'refused'; error: StatusError };

const REFUSAL =
  "Cannot evict pod as it would violate the pod's disruption budget.";
const UNOBSERVED_RETRY_SECONDS = 10;
const DISRUPTED_PODS_MAX = 2000;
const budgetResource = { group: 'policy', plural: 'poddisruptionbudget' };

/**
 * Pure: the arithmetic of an eviction, from the budget's status as its controller left it.
 *
 * @internal
 */
export function decideDisruption(
  budget: KubeObject,
  pod: KubeObject,
): DisruptionDecision {
  const { metadata, spec, status = {} } = budget;
  if (!isReady(pod) && mayUnhealthyPodGo(spec, status)) {
    return { kind: 'unguarded' };
  }
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return refused(
      tooManyRequests(REFUSAL, UNOBSERVED_RETRY_SECONDS, [
        {
          reason: 'DisruptionBudget',
          message: `The disruption budget ${metadata.name} is still being processed by the server.`,
        },
      ]),
    );
  }
  if (status.disruptionsAllowed < 0) {
    return refused(
      forbidden(
        budgetResource,
        metadata.name,
        'pdb disruptions allowed is negative',
      ),
    );
  }
  const disrupted = Object.keys(status.disruptedPods ?? {}).length;
  if (disrupted > DISRUPTED_PODS_MAX) {
    return refused(
      forbidden(
        budgetResource,
        metadata.name,
        'DisruptedPods map too big - too many evictions not confirmed by PDB controller',
      ),
    );
  }
  if (!status.disruptionsAllowed) {
    return refused(
      tooManyRequests(REFUSAL, 0, [
        { reason: 'DisruptionBudget', message: blockedReason(budget) },
      ]),
    );
  }
  return { kind: 'counted' };
}

function refused(error: StatusError): DisruptionDecision {
  return { kind: 'refused', error };
}

function isReady({ status }: KubeObject): boolean {
  return (status?.conditions ?? []).some(
    (condition: any) =>
      condition.type === 'Ready' && condition.status === 'True',
  );
}

function mayUnhealthyPodGo(spec: any, status: any): boolean {
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') {
    return true;
  }
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

function blockedReason({ metadata: { name }, status }: KubeObject): string {
  const condition = (status.conditions ?? []).find(
    (item: any) => item.type === 'DisruptionAllowed' && item.status === 'False',
  );
  const subject = `The disruption budget ${name}`;
  if (condition?.message && condition.reason === 'SyncFailed') {
    return `${subject} does not allow evicting pods currently because it failed sync: ${condition.message}`;
  }
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  if (currentHealthy <= desiredHealthy) {
    return `${subject} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  return condition?.message
    ? `${subject} does not allow evicting pods currently (${condition.reason}): ${condition.message}`
    : `${subject} does not allow evicting pods currently`;
}
