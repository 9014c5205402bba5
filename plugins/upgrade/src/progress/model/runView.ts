import {
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PhaseView, phaseViews } from './phaseViews';
import { needsSomebody } from './runModel';
import { WaitView, waitViews } from './waitViews';

/** What several parts of the page ask of the same state. */
export interface RunView {
  phases: PhaseView[];
  waits: WaitView[];
  /** Waits that end only when somebody acts. */
  blocked: number;
  donePercent: number;
}

/** A state never changes, so what follows from it is reckoned once. */
const views = new WeakMap<UpgradeState, Map<PlanOutline, RunView>>();

export function runView(plan: PlanOutline, state: UpgradeState): RunView {
  const ofState = views.get(state) ?? new Map<PlanOutline, RunView>();
  views.set(state, ofState);
  const known = ofState.get(plan);
  if (known) {
    return known;
  }
  const phases = phaseViews(plan, state);
  const waits = waitViews(plan, state);
  const done = phases.reduce((sum, phase) => sum + phase.done, 0);
  const made = {
    phases,
    waits,
    blocked: waits.filter(({ wait }) => needsSomebody(wait)).length,
    donePercent: plan.steps.length === 0 ? 0 : (100 * done) / plan.steps.length,
  };
  ofState.set(plan, made);
  return made;
}
