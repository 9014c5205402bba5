import {
  UpgradeOutcome,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * How an upgrade ends whose active plan is complete.
 *
 * @param plan - the plan of the upgrade itself, whichever is active
 */
export function outcomeOf(
  state: UpgradeState,
  plan: UpgradePlan,
): UpgradeOutcome {
  switch (state.activePlan) {
    case 'upgrade':
      if (hasSkipped(state)) {
        return 'stopped-mixed';
      }
      return wasOverridden(state) ? 'completed-with-overrides' : 'completed';
    case 'rollback':
      return state.proof?.differences.length === 0 &&
        !state.leftovers?.length &&
        !hasSkipped(state)
        ? 'rolled-back'
        : 'rolled-back-with-leftovers';
    default:
      if (state.rollback) {
        // The way back was given up half way.
        return 'rollback-failed';
      }
      return hasChanged(state, plan) || hasSkipped(state)
        ? 'stopped-mixed'
        : 'cancelled-unchanged';
  }
}

/** What was skipped on the way there may well have been taken back since. */
function hasSkipped({ skipped = {}, activePlan }: UpgradeState): boolean {
  return Object.values(skipped).some(({ plan }) => plan === activePlan);
}

function wasOverridden(state: UpgradeState): boolean {
  return (
    (state.overriddenFindings?.length ?? 0) > 0 ||
    Object.keys(state.disregarded).length > 0
  );
}

/** Whether a step was begun that leaves something behind which giving back doesn't remove. */
function hasChanged(state: UpgradeState, plan: UpgradePlan): boolean {
  return plan.steps.some(
    ({ id, reversibility }) =>
      reversibility !== 'nothing-to-revert' &&
      (state.steps.upgrade[id]?.attempt ?? 0) > 0,
  );
}
