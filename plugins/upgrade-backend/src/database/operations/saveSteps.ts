import { Knex } from 'knex';
import {
  PlanKind,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepMemo } from '../UpgradeStore';

/** Rows per statement; SQLite binds at most 32,766 variables in one. */
const CHUNK = 500;

/** Writes the rows of the steps that the events are about. */
export async function saveSteps(
  trx: Knex.Transaction,
  events: UpgradeEvent[],
  state: UpgradeState,
): Promise<void> {
  const rows = touchedSteps(events, state).map(({ plan, stepId }) => {
    const step = state.steps[plan][stepId];
    return {
      upgrade_id: state.id,
      plan,
      step_id: stepId,
      status: step.status,
      attempt: step.attempt,
      state: JSON.stringify(step),
    };
  });
  for (let start = 0; start < rows.length; start += CHUNK) {
    await trx('upgrade_steps')
      .insert(rows.slice(start, start + CHUNK))
      .onConflict(['upgrade_id', 'plan', 'step_id'])
      .merge(['status', 'attempt', 'state']);
  }
}

export async function saveMemos(
  trx: Knex.Transaction,
  upgradeId: string,
  memos: StepMemo[],
): Promise<void> {
  for (const { plan, stepId, memo } of memos) {
    await trx('upgrade_steps')
      .where({ upgrade_id: upgradeId, plan, step_id: stepId })
      .update({ memo: memo === undefined ? null : JSON.stringify(memo) });
  }
}

function touchedSteps(
  events: UpgradeEvent[],
  state: UpgradeState,
): Array<{ plan: PlanKind; stepId: string }> {
  const touched = new Map<string, { plan: PlanKind; stepId: string }>();
  for (const { type, data } of events) {
    if (type === 'claimed') {
      // The time that nobody held the upgrade was credited to every step under way.
      for (const [stepId, step] of Object.entries(
        state.steps[state.activePlan],
      )) {
        if (step.status === 'running' || step.status === 'waiting') {
          touched.set(`${state.activePlan}/${stepId}`, {
            plan: state.activePlan,
            stepId,
          });
        }
      }
    } else if ('stepId' in data && data.stepId in state.steps[data.plan]) {
      touched.set(`${data.plan}/${data.stepId}`, data);
    }
  }
  return [...touched.values()];
}
