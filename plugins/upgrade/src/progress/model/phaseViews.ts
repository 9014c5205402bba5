import {
  PlanKind,
  PlanOutline,
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
}

/** The phases of a plan in the order in which people read them; phases without steps are left out. */
export function phaseViews(
  plan: PlanOutline,
  state: UpgradeState,
): PhaseView[] {
  const { byPhase } = planIndex(plan);
  return plan.phases.flatMap(({ id, title }) => {
    const steps = byPhase.get(id);
    return steps
      ? [
          {
            ...summarize(plan, state, steps),
            plan: plan.kind,
            id,
            title,
            isForwardOnly: steps.some(
              ({ reversibility }) => reversibility === 'forward-only',
            ),
          },
        ]
      : [];
  });
}
