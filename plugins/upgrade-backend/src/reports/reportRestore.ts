import {
  PlanStep,
  ReportRestore,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RunPlans } from './buildReport';
import { ReplayedLog } from './replayLog';

/** What is as it was before, and what is not. */
export function reportRestore(
  { state }: ReplayedLog,
  plans: RunPlans,
): ReportRestore {
  const back = [plans.rollback, plans.cleanup].flatMap(plan =>
    (plan?.steps ?? []).map(step => ({
      title: step.title,
      status: state.steps[plan!.kind][step.id]?.status ?? 'pending',
      cause: state.leftovers?.find(({ stepId }) => stepId === step.id)?.cause,
    })),
  );
  return {
    proof: state.proof,
    givenBack: back
      .filter(({ status }) => status === 'done')
      .map(({ title }) => title),
    notRestored: [
      ...back
        .filter(({ status }) => status !== 'done')
        .map(({ title, status, cause }) =>
          cause ? `${title}: ${status}, ${cause.text}` : `${title}: ${status}`,
        ),
      ...changesThatStay(state, plans),
    ],
  };
}

/** Steps of the upgrade whose effect nothing took back. */
function changesThatStay(state: UpgradeState, plans: RunPlans): string[] {
  const done = plans.upgrade.steps.filter(
    step => state.steps.upgrade[step.id]?.status === 'done',
  );
  if (state.rollback) {
    return done
      .filter(({ reversibility }) => reversibility === 'forward-only')
      .map(({ title }) => `${title}: can't be undone`);
  }
  if (state.cancel) {
    return done
      .filter(isLasting)
      .map(({ title }) => `${title}: stays, because a cancel undoes nothing`);
  }
  return [];
}

function isLasting({ undo, reversibility }: PlanStep): boolean {
  return (
    reversibility === 'forward-only' ||
    undo.some(({ when }) => when === 'rollback')
  );
}
