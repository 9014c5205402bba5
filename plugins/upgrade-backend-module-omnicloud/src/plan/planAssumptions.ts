import {
  ApplicationInfo,
  PlanAssumption,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { NamedBudget, PlanFacts } from '../planFacts';
import { DEPLOYED_COMPONENTS } from '../resources';
import { ScaledApplication } from '../strategy/scaleDown';

/**
 * What the plan relies on besides what it changes: how many instances everything has, and how many of
 * an application's the budgets let a drain take. Not the sizes that an autoscaler decides: they come and
 * go; nor those that the plan changes itself.
 */
export function planAssumptions(
  { inventory }: PlanInput,
  { autoscaledApplicationIds, budgetRules }: PlanFacts,
  scaled: readonly ScaledApplication[],
): PlanAssumption[] {
  const isSizeChanging = new Set([
    ...autoscaledApplicationIds,
    ...scaled.map(({ application }) => application.id),
  ]);
  const components = inventory.components.filter(({ id }) =>
    DEPLOYED_COMPONENTS.some(component => component.id === id),
  );
  return [
    ...components.map(replicas),
    ...inventory.applications
      .filter(({ id }) => !isSizeChanging.has(id))
      .map(replicas),
    ...inventory.applications.map(({ id, object }) => ({
      object,
      name: 'disruption budgets',
      value: budgetsText(budgetRules[id] ?? []),
    })),
  ];
}

function replicas({
  object,
  desired,
}: Pick<ApplicationInfo, 'object' | 'desired'>): PlanAssumption {
  return { object, name: 'replicas', value: String(desired) };
}

function budgetsText(budgets: readonly NamedBudget[]): string {
  return budgets.length === 0
    ? 'none'
    : [...budgets]
        .map(
          ({ name, minAvailable, maxUnavailable }) =>
            `${name} (${ruleText({ minAvailable, maxUnavailable })})`,
        )
        .sort()
        .join(', ');
}

function ruleText(rule: Omit<NamedBudget, 'name'>): string {
  return rule.maxUnavailable === undefined
    ? `minAvailable ${rule.minAvailable ?? 'not set'}`
    : `maxUnavailable ${rule.maxUnavailable}`;
}
