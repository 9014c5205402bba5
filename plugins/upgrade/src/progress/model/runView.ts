import {
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PhaseView, phaseViews } from './phaseViews';
import { WaitView, waitsForPeople, waitViews } from './waitViews';

/** What several parts of the page ask of the same state. */
export interface RunView {
  phases: PhaseView[];
  waits: WaitView[];
  /** Waits that end only when somebody acts. */
  blocked: number;
  done: number;
  donePercent: number;
}

/** The latest view of each state: it changes only when somebody else is called. */
const views = new WeakMap<
  UpgradeState,
  Map<PlanOutline, { calledMs: number; view: RunView }>
>();

/**
 * How a plan goes.
 *
 * @param calledMs - when somebody was last called for a wait, see `callMoment`
 */
export function runView(
  plan: PlanOutline,
  state: UpgradeState,
  calledMs: number,
): RunView {
  const ofState = views.get(state) ?? new Map();
  views.set(state, ofState);
  const known = ofState.get(plan);
  if (known?.calledMs === calledMs) {
    return known.view;
  }
  const phases = phaseViews(plan, state, calledMs);
  const waits = waitViews(plan, state);
  const done = phases.reduce((sum, phase) => sum + phase.done, 0);
  const view = {
    phases,
    waits,
    blocked: waitsForPeople(waits, calledMs).length,
    done,
    donePercent: plan.steps.length === 0 ? 0 : (100 * done) / plan.steps.length,
  };
  ofState.set(plan, { calledMs, view });
  return view;
}
