import {
  PlanKind,
  PlanOutline,
  StepOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planIndex } from './planIndex';
import { GroupSummary, summarize } from './runModel';

/** One phase on the rail. */
export interface PhaseView extends GroupSummary {
  plan: PlanKind;
  id: string;
  title: string;
  /** A step of this phase can't be taken back once it was applied. */
  isForwardOnly: boolean;
  /** Of a phase with lanes, such as nodes: how many of them are through. */
  lanes?: { done: number; total: number };
  /** A step of it runs, or is still to come without a pause. */
  isUnderWay: boolean;
}

/** The phases of a plan in the order in which people read them; phases without steps are left out. */
export function phaseViews(
  plan: PlanOutline,
  state: UpgradeState,
  calledMs: number,
): PhaseView[] {
  const { byPhase } = planIndex(plan);
  return plan.phases.flatMap(({ id, title }) => {
    const steps = byPhase.get(id);
    return steps
      ? [
          {
            ...phaseSummary(plan, state, steps, calledMs),
            plan: plan.kind,
            id,
            title,
            lanes: lanesOf(plan, state, steps),
            isForwardOnly: steps.some(
              ({ reversibility }) => reversibility === 'forward-only',
            ),
          },
        ]
      : [];
  });
}

/** People count nodes, not their steps; steps that only prepare them don't change that. */
function lanesOf(
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[],
): PhaseView['lanes'] {
  const laneIds = new Set(steps.flatMap(({ lane }) => lane?.id ?? []));
  const unfinished = new Set(
    steps
      .filter(({ id }) => state.steps[plan.kind][id]?.status !== 'done')
      .flatMap(({ lane }) => lane?.id ?? []),
  );
  const total = laneIds.size;
  return total === 0 ? undefined : { total, done: total - unfinished.size };
}

function phaseSummary(
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[],
  calledMs: number,
) {
  const summary = summarize(plan, state, steps, calledMs);
  const isActive =
    plan.kind === state.activePlan && state.status !== 'finished';
  return {
    ...summary,
    isUnderWay: isActive && summary.finishedAtMs === undefined,
  };
}
