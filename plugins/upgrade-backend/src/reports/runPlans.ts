import { PlanKind, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/** Plans that an upgrade has run; the first is always there. */
export type RunPlans = Partial<Record<PlanKind, UpgradePlan>> & {
  upgrade: UpgradePlan;
};

/** Title of a step, or its id where the plan doesn't have it. */
export function titleOf(
  plans: RunPlans,
  plan: PlanKind,
  stepId: string,
): string {
  return plans[plan]?.steps.find(step => step.id === stepId)?.title ?? stepId;
}
