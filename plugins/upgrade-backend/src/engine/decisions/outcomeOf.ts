import {
  PlanStep,
  outcomeShortOf,
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
  if (hasSkipped(state)) {
    return outcomeShortOf(state);
  }
  switch (state.activePlan) {
    case 'upgrade':
      return wasOverridden(state) ? 'completed-with-overrides' : 'completed';
    case 'rollback':
      return state.proof?.differences.length === 0 && !state.leftovers?.length
        ? 'rolled-back'
        : outcomeShortOf(state);
    default:
      return state.rollback ||
        state.leftovers?.length ||
        hasChanged(state, plan)
        ? outcomeShortOf(state)
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
    Object.keys(state.silenced).length > 0
  );
}

/** Whether a step was begun that leaves or takes away something which giving back doesn't make good. */
function hasChanged(state: UpgradeState, plan: UpgradePlan): boolean {
  return plan.steps.some(
    step =>
      isLasting(step) &&
      !isGivenBack(step) &&
      (state.steps.upgrade[step.id]?.attempt ?? 0) > 0,
  );
}

/** Plans of earlier releases say by an outage that leaves nothing to revert that something was lost. */
function isLasting({ reversibility, disruption }: PlanStep): boolean {
  return (
    reversibility !== 'nothing-to-revert' ||
    disruption.losesForGood === true ||
    disruption.level === 'outage'
  );
}

/** What only borrows, as a spare node or a cordon: in every outcome all of it goes back. */
function isGivenBack({ reversibility, disruption, undo }: PlanStep): boolean {
  return (
    !disruption.losesForGood &&
    reversibility === 'revert' &&
    undo.length > 0 &&
    undo.every(({ when }) => when === 'always')
  );
}
