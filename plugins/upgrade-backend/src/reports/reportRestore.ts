import {
  PlanStep,
  ReportRestore,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RunPlans } from './runPlans';
import { ReplayedLog } from './replayLog';

/**
 * What is as it was before, and what is not. Where something is not, the steps of the way back tell what
 * they came to: one may have found that there is no way back.
 */
export function reportRestore(
  { state }: ReplayedLog,
  plans: RunPlans,
  events: readonly UpgradeEvent[],
): ReportRestore {
  const results = resultsByStep(events);
  const isIncomplete = Boolean(
    state.proof?.differences.length || state.leftovers?.length,
  );
  const back = [plans.rollback, plans.cleanup].flatMap(plan =>
    (plan?.steps ?? []).map(step => ({
      title: step.title,
      result: results.get(`${plan!.kind}/${step.id}`),
      status: state.steps[plan!.kind][step.id]?.status ?? 'pending',
      cause: state.leftovers?.find(({ stepId }) => stepId === step.id)?.cause,
    })),
  );
  return {
    proof: state.proof,
    givenBack: back
      .filter(({ status }) => status === 'done')
      .map(({ title, result }) =>
        isIncomplete && result ? `${title}: ${result}` : title,
      ),
    notRestored: [
      ...back
        .filter(({ status }) => status !== 'done')
        .map(({ title, status, cause }) =>
          cause ? `${title}: ${status}, ${cause.text}` : `${title}: ${status}`,
        ),
      ...back
        .filter(({ status, cause }) => status === 'done' && cause)
        .map(({ title, cause }) => `${title}: ${cause!.text}`),
      ...changesThatStay(state, plans),
    ],
  };
}

function resultsByStep(
  events: readonly UpgradeEvent[],
): ReadonlyMap<string, string> {
  const results = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'step-done') {
      const { plan, stepId, result } = event.data;
      results.set(`${plan}/${stepId}`, result.text);
    }
  }
  return results;
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
