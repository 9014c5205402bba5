import { Knex } from 'knex';
import { Sealer } from '../sealing/Sealer';
import { planCell } from '../sealing/sealedColumns';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * A plan that is run never changes. One that was given up and is tried again is compiled anew, and
 * takes the place of the old one.
 */
export async function savePlan(
  trx: Knex.Transaction,
  sealer: Sealer,
  upgradeId: string,
  plan: UpgradePlan,
): Promise<void> {
  await trx('upgrade_plans')
    .insert({
      upgrade_id: upgradeId,
      kind: plan.kind,
      body: sealer.seal(JSON.stringify(plan), planCell(upgradeId, plan.kind)),
    })
    .onConflict(['upgrade_id', 'kind'])
    .merge(['body']);
}
