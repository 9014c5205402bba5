import { Knex } from 'knex';
import { Fence } from '../Fence';
import { StaleFenceError } from '../storeErrors';
import { UpgradeRow } from '../tables';

/** Says why a fenced write touched no row. */
export async function throwStaleFence(
  knex: Knex,
  fence: Fence,
): Promise<never> {
  const row = await knex<UpgradeRow>('upgrades')
    .where({ id: fence.upgradeId })
    .first('epoch');
  throw new StaleFenceError(fence.upgradeId, fence.epoch, row?.epoch);
}
