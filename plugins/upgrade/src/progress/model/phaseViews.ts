import {
  PlanKind,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  GroupStatus,
  groupTimes,
  RunStep,
  runSteps,
  shownStatus,
} from './runModel';

/** One phase on the rail. */
export interface PhaseView {
  plan: PlanKind;
  id: string;
  title: string;
  status: GroupStatus;
  done: number;
  total: number;
  startedAtMs?: number;
  finishedAtMs?: number;
  /** Beyond the first attempt of each step. */
  retries: number;
  /** A step of this phase can't be taken back once it was applied. */
  isForwardOnly: boolean;
}

/** The phases of a plan in the order in which people read them; phases without steps are left out. */
export function phaseViews(
  plan: UpgradePlan,
  state: UpgradeState,
): PhaseView[] {
  const byPhase = new Map<string, RunStep[]>();
  for (const run of runSteps(plan, state)) {
    const steps = byPhase.get(run.step.phaseId);
    if (steps) {
      steps.push(run);
    } else {
      byPhase.set(run.step.phaseId, [run]);
    }
  }
  return plan.phases.flatMap(({ id, title }) => {
    const steps = byPhase.get(id);
    return steps
      ? [{ ...viewOf(steps, state), plan: plan.kind, id, title }]
      : [];
  });
}

function viewOf(
  steps: readonly RunStep[],
  upgrade: UpgradeState,
): Omit<PhaseView, 'plan' | 'id' | 'title'> {
  return {
    status: shownStatus(steps, upgrade),
    done: steps.filter(({ state }) => state.status === 'done').length,
    total: steps.length,
    ...groupTimes(steps),
    retries: steps.reduce(
      (sum, { state }) => sum + Math.max(0, state.attempt - 1),
      0,
    ),
    isForwardOnly: steps.some(
      ({ step }) => step.reversibility === 'forward-only',
    ),
  };
}
