import { Knex } from 'knex';
import { Sealer } from '../sealing/Sealer';
import { memoCell } from '../sealing/sealedColumns';
import { StepMemo, Transition } from '../UpgradeStore';

/** Rows per statement; SQLite binds at most 32,766 variables in one. */
const CHUNK = 500;

/** Writes the rows of the steps that have changed. */
export async function saveSteps(
  trx: Knex.Transaction,
  { changedSteps, state }: Pick<Transition, 'changedSteps' | 'state'>,
): Promise<void> {
  const rows = changedSteps.map(({ plan, stepId }) => {
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
  sealer: Sealer,
  upgradeId: string,
  memos: StepMemo[],
): Promise<void> {
  for (const { plan, stepId, memo } of memos) {
    await trx('upgrade_steps')
      .where({ upgrade_id: upgradeId, plan, step_id: stepId })
      .update({
        memo:
          memo === undefined
            ? null
            : sealer.seal(
                JSON.stringify(memo),
                memoCell(upgradeId, plan, stepId),
              ),
      });
  }
}
