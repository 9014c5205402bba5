import { PlanStep, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/** The steps of a plan as the screens look at them. */
export interface PlanIndex {
  stepById: ReadonlyMap<string, PlanStep>;
  byPhase: ReadonlyMap<string, readonly PlanStep[]>;
  byLane: ReadonlyMap<string, readonly PlanStep[]>;
  /** Steps outside of lanes, by what they are about. */
  byComponent: ReadonlyMap<string, readonly PlanStep[]>;
}

/** A plan never changes, and with thousands of nodes it is too large to be sorted at every event. */
const indexes = new WeakMap<UpgradePlan, PlanIndex>();

export function planIndex(plan: UpgradePlan): PlanIndex {
  const known = indexes.get(plan);
  if (known) {
    return known;
  }
  const outside = plan.steps.filter(({ lane }) => !lane);
  const inside = plan.steps.filter(({ lane }) => lane);
  const made = {
    stepById: new Map(plan.steps.map(step => [step.id, step])),
    byPhase: groupBy(plan.steps, step => step.phaseId),
    byLane: groupBy(inside, step => step.lane!.id),
    byComponent: groupBy(outside, step => step.subject ?? step.title),
  };
  indexes.set(plan, made);
  return made;
}

function groupBy(
  steps: readonly PlanStep[],
  keyOf: (step: PlanStep) => string,
): Map<string, PlanStep[]> {
  const groups = new Map<string, PlanStep[]>();
  for (const step of steps) {
    const key = keyOf(step);
    const members = groups.get(key);
    if (members) {
      members.push(step);
    } else {
      groups.set(key, [step]);
    }
  }
  return groups;
}
