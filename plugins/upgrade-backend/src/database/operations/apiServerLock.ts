import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Fence } from '../Fence';
import { ActiveUpgradeError } from '../storeErrors';
import { ApiServerLockRow, UpgradeRow } from '../tables';
import { LockHolder, NewUpgrade } from '../UpgradeStore';
import { throwStaleFence } from './fenced';

/**
 * In the transaction that stores the upgrade: on PostgreSQL a second one waits here until the first has
 * committed.
 *
 * @throws ActiveUpgradeError when another upgrade holds the API server
 * @throws ConflictError when that one ended at this moment
 */
export async function lockApiServer(
  trx: Knex.Transaction,
  { apiServerId, created }: NewUpgrade,
): Promise<void> {
  const locked = await trx<ApiServerLockRow>('api_server_locks')
    .insert({ api_server_id: apiServerId, upgrade_id: created.upgradeId })
    .onConflict('api_server_id')
    .ignore()
    .returning('upgrade_id');
  if (locked.length > 0) {
    return;
  }
  const holder = await readLockHolder(trx, apiServerId);
  if (!holder) {
    throw new ConflictError(
      `Another upgrade of the API server of ${created.data.clusterRef} ended at this moment; try again`,
    );
  }
  throw new ActiveUpgradeError(created.data.clusterRef, holder.upgradeId);
}

/**
 * For an upgrade that a worker holds and that has no lock.
 *
 * @returns another upgrade that has it
 * @throws StaleFenceError
 */
export async function lockForHolder(
  trx: Knex.Transaction,
  fence: Fence,
  apiServerId: string,
): Promise<LockHolder | undefined> {
  const { upgradeId, epoch, owner } = fence;
  const held = await trx<UpgradeRow>('upgrades')
    .where({ id: upgradeId, epoch, lease_owner: owner })
    // Changes nothing, and keeps the row as it is until the lock is taken.
    .update({ epoch });
  if (held === 0) {
    await throwStaleFence(trx, fence);
  }
  await trx<ApiServerLockRow>('api_server_locks')
    .insert({ api_server_id: apiServerId, upgrade_id: upgradeId })
    .onConflict()
    .ignore();
  const holder = await readLockHolder(trx, apiServerId);
  return holder?.upgradeId === upgradeId ? undefined : holder;
}

export async function readLockOf(
  knex: Knex,
  upgradeId: string,
): Promise<string | undefined> {
  const row = await knex<ApiServerLockRow>('api_server_locks')
    .where({ upgrade_id: upgradeId })
    .first('api_server_id');
  return row?.api_server_id;
}

/** In the transaction that finishes the upgrade, whatever its outcome. */
export async function unlockApiServer(
  trx: Knex.Transaction,
  upgradeId: string,
): Promise<void> {
  await trx<ApiServerLockRow>('api_server_locks')
    .where({ upgrade_id: upgradeId })
    .delete();
}

export async function readLockHolder(
  knex: Knex,
  apiServerId: string,
): Promise<LockHolder | undefined> {
  const row = await knex<ApiServerLockRow>('api_server_locks')
    .where({ api_server_id: apiServerId })
    .join<UpgradeRow>('upgrades', 'upgrades.id', 'api_server_locks.upgrade_id')
    .first('upgrades.id as id', 'upgrades.cluster_ref as cluster_ref');
  return row && { upgradeId: row.id, clusterRef: row.cluster_ref };
}
