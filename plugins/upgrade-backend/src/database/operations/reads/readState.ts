import { Knex } from 'knex';
import { NotFoundError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { PlanKind, UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { Sealer } from '../../sealing/Sealer';
import { memoCell } from '../../sealing/sealedColumns';
import { StepRow, UpgradeRow } from '../../tables';
import { summaryOfRow } from '../columnsOfState';

/** The caller's transaction sees one moment: the steps belong to the state. */
export async function readState(
  trx: Knex.Transaction,
  upgradeId: string,
): Promise<UpgradeState> {
  const row = await trx<UpgradeRow>('upgrades')
    .where({ id: upgradeId })
    .first('state');
  if (!row) {
    throw new NotFoundError(`There is no upgrade ${upgradeId}`);
  }
  const steps: UpgradeState['steps'] = {
    upgrade: {},
    rollback: {},
    cleanup: {},
  };
  const rows = await trx<StepRow>('upgrade_steps')
    .where({ upgrade_id: upgradeId })
    .select('plan', 'step_id', 'state');
  for (const step of rows) {
    steps[step.plan as PlanKind][step.step_id] = JSON.parse(step.state);
  }
  return { ...summaryOfRow(row), steps };
}

export async function readMemos(
  knex: Knex,
  sealer: Sealer,
  upgradeId: string,
  plan: PlanKind,
): Promise<Record<string, JsonValue>> {
  const rows = await knex<StepRow>('upgrade_steps')
    .where({ upgrade_id: upgradeId, plan })
    .whereNotNull('memo')
    .select('step_id', 'memo');
  return Object.fromEntries(
    rows.map(({ step_id: stepId, memo }) => [
      stepId,
      JSON.parse(sealer.open(memo!, memoCell(upgradeId, plan, stepId))),
    ]),
  );
}
