import { Knex } from 'knex';
import { Dialect } from '../dialect';
import { Fence } from '../Fence';
import { UpgradeRow } from '../tables';
import { Renewal } from '../UpgradeStore';
import { throwStaleFence } from './fenced';

export async function renewLease(
  knex: Knex,
  dialect: Dialect,
  fence: Fence,
  { leaseMs, isWell }: Renewal,
): Promise<{ seq: number }> {
  const [row] = await knex<UpgradeRow>('upgrades')
    .where({
      id: fence.upgradeId,
      epoch: fence.epoch,
      lease_owner: fence.owner,
    })
    .update({
      lease_expires_at: dialect.after(knex, leaseMs) as never,
      ...(isWell ? { attempts_without_progress: 0 } : {}),
    })
    .returning(['seq']);
  return row ? { seq: row.seq } : throwStaleFence(knex, fence);
}
