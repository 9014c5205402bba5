import {
  ApplicationInfo,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  BudgetRule,
  disruptionsAllowed,
} from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';

/** How far an application is scaled down. */
export interface ScaledApplication {
  application: ApplicationInfo;
  replicas: number;
}

/**
 * The applications that the strategy scales down. Hybrid takes from the non-critical ones only. None
 * goes so low that its disruption budget would hold up every drain, and none whose size an autoscaler
 * decides: it would be set back.
 */
export function scaledApplications(
  applications: readonly ApplicationInfo[],
  strategy: Strategy,
  facts: Pick<PlanFacts, 'autoscaledApplicationIds' | 'budgetRules'>,
): ScaledApplication[] {
  if (strategy.kind === 'capacity-first' || strategy.scaleDownPercent <= 0) {
    return [];
  }
  return applications
    .filter(
      ({ id, priority }) =>
        !facts.autoscaledApplicationIds.includes(id) &&
        (strategy.kind === 'scale-down' || priority === 'non-critical'),
    )
    .map(application => ({
      application,
      replicas: reducedReplicas(
        application.desired,
        strategy.scaleDownPercent,
        facts.budgetRules[application.id] ?? [],
      ),
    }))
    .filter(({ application, replicas }) => replicas < application.desired);
}

/** Rounds what is taken away down, and leaves at least one instance that may be disturbed. */
export function reducedReplicas(
  desired: number,
  percent: number,
  budgets: readonly BudgetRule[],
): number {
  const wanted = Math.max(1, desired - Math.floor((desired * percent) / 100));
  for (let replicas = wanted; replicas < desired; replicas += 1) {
    if (budgets.every(budget => disruptionsAllowed(replicas, budget) > 0)) {
      return replicas;
    }
  }
  return desired;
}
