import { Knex } from 'knex';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/** A plan is written once: a second one of the same kind violates the primary key. */
export async function insertPlan(
  trx: Knex.Transaction,
  upgradeId: string,
  plan: UpgradePlan,
): Promise<void> {
  await trx('upgrade_plans').insert({
    upgrade_id: upgradeId,
    kind: plan.kind,
    body: JSON.stringify(plan),
  });
}
