import {
  PlanOutline,
  StepOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { givenBack } from './effects';
import { planIndex } from './planIndex';
import { runSteps } from './runModel';
import { Plans } from './targetViews';

/** A lane that the upgrade can be asked to go round. */
export interface SkippableLane {
  laneId: string;
  /** Titles of what was borrowed for it and is given back nevertheless. */
  givenBack: string[];
}

/** The lane in which a target is worked on, by the id of its view. */
export function laneOfTarget(plans: Plans, id: string): string {
  const targets = plans.upgrade?.targets ?? [];
  return targets.find(target => target.id === id)?.laneId ?? id;
}

/**
 * What there is to skip for a target in the plan that is being run. Undefined: it has no lane there, is
 * through, or is gone round already and nothing of it failed since.
 */
export function skippableLane(
  plans: Plans,
  state: UpgradeState,
  id: string,
): SkippableLane | undefined {
  const plan = plans[state.activePlan];
  if (!plan || state.status === 'finished') {
    return undefined;
  }
  const laneId = laneOfTarget(plans, id);
  const steps = planIndex(plan).byLane.get(laneId) ?? [];
  return isLeft(plan, state, steps, laneId)
    ? { laneId, givenBack: givenBack(plan, state, steps) }
    : undefined;
}

function isLeft(
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[],
  laneId: string,
): boolean {
  const statuses = runSteps(plan, state, steps).map(run => run.state.status);
  return state.skipped?.[laneId]?.plan === plan.kind
    ? statuses.includes('failed')
    : statuses.some(status => status !== 'done' && status !== 'abandoned');
}
