import { Knex } from 'knex';
import { Dialect } from '../dialect';
import { Fence } from '../Fence';
import { UpgradeRow } from '../tables';
import { Release } from '../UpgradeStore';
import { throwStaleFence } from './fenced';

export async function releaseLease(
  knex: Knex,
  dialect: Dialect,
  fence: Fence,
  until: Release,
): Promise<void> {
  const rows = await knex<UpgradeRow>('upgrades')
    .where({
      id: fence.upgradeId,
      epoch: fence.epoch,
      lease_owner: fence.owner,
    })
    .update({
      lease_owner: null,
      lease_expires_at: dialect.now(knex) as never,
      available_at:
        until === 'asked'
          ? null
          : (dialect.after(knex, until.afterMs) as never),
    });
  if (rows === 0) {
    await throwStaleFence(knex, fence);
  }
}
