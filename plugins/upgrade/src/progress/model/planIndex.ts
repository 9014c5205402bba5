import {
  StepOutline,
  PlanOutline,
} from '@cluster-upgrade/plugin-upgrade-common';

/** The steps of a plan as the screens look at them. */
export interface PlanIndex {
  stepById: ReadonlyMap<string, StepOutline>;
  byPhase: ReadonlyMap<string, readonly StepOutline[]>;
  byLane: ReadonlyMap<string, readonly StepOutline[]>;
  /** Steps outside of lanes, by what they are about. */
  byComponent: ReadonlyMap<string, readonly StepOutline[]>;
}

/** A plan never changes, and with thousands of nodes it is too large to be sorted at every event. */
const indexes = new WeakMap<PlanOutline, PlanIndex>();

export function planIndex(plan: PlanOutline): PlanIndex {
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
    byComponent: groupBy(outside, componentOf),
  };
  indexes.set(plan, made);
  return made;
}

/** What a step outside of lanes is about. */
export function componentOf({ subject, title }: StepOutline): string {
  return subject ?? title;
}

function groupBy(
  steps: readonly StepOutline[],
  keyOf: (step: StepOutline) => string,
): Map<string, StepOutline[]> {
  const groups = new Map<string, StepOutline[]>();
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
