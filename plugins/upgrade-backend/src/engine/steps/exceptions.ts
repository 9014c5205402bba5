import { Lane, ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeJournal } from '../UpgradeJournal';

/**
 * What the plan that runs goes round. What was skipped on the way there may have changed since, so the way
 * back asks for it again.
 */
export function skippedTargets({
  state,
  plans,
}: Pick<UpgradeJournal, 'state' | 'plans'>): string[] {
  const { skipped, activePlan } = state;
  if (!skipped) {
    return [];
  }
  const isSkipped = ({ id }: Lane) => skipped[id]?.plan === activePlan;
  const { steps } = plans[activePlan] ?? plans.upgrade;
  const targets = steps.flatMap(({ lane }) =>
    lane?.target && isSkipped(lane) ? [lane.target] : [],
  );
  return [...new Set(targets)];
}

/** Workloads whose thresholds a person has switched off at this moment. */
export function silencedWorkloads(
  { state, healthReference }: Pick<UpgradeJournal, 'state' | 'healthReference'>,
  nowMs: number,
): ObjectRef[] {
  return Object.entries(state.silenced).flatMap(([id, { untilMs }]) => {
    const object = healthReference?.applications[id]?.object;
    return object && nowMs < untilMs ? [object] : [];
  });
}
