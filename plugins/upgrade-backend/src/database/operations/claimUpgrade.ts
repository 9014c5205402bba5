import { Knex } from 'knex';
import { Dialect } from '../dialect';
import { grantFence } from '../Fence';
import { toNumber, UpgradeRow } from '../tables';
import { Claim, ClaimRequest } from '../UpgradeStore';
import { readLockOf } from './apiServerLock';

/**
 * One statement, so that no two workers can claim the same row: PostgreSQL skips rows that another
 * claim has locked, SQLite has one writer at a time.
 */
export async function claimUpgrade(
  knex: Knex,
  dialect: Dialect,
  claim: ClaimRequest,
): Promise<Claim | undefined> {
  const now = dialect.now(knex);
  const next = knex.raw(
    `(select id from upgrades
      where active_cluster_ref is not null
        and engine_version <= ?
        and available_at <= ?
        and (lease_expires_at is null or lease_expires_at <= ?)
        ${claim.onlyBegun ? `and status <> 'queued'` : ''}
      order by case when status = 'queued' then 1 else 0 end, available_at, id
      limit 1 ${dialect.skipLocked})`,
    [claim.engineVersion, now, now],
  );
  const [row] = await knex<UpgradeRow>('upgrades')
    .where('id', next)
    .update({
      lease_owner: claim.owner,
      epoch: knex.raw('epoch + 1'),
      // Right-hand sides see the row as it was before.
      idle_ms: knex.raw('coalesce(? - lease_expires_at, 0)', [now]),
      lease_expires_at: dialect.after(knex, claim.leaseMs) as never,
      // Whoever still stands there never gave it back; one that claims again itself is alive.
      attempts_without_progress: knex.raw(
        'case when lease_owner is null or lease_owner = ? then attempts_without_progress else attempts_without_progress + 1 end',
        [claim.owner],
      ),
      // From now on it may hold what older engines don't understand.
      engine_version: claim.engineVersion,
    })
    .returning(['id', 'epoch', 'idle_ms', 'attempts_without_progress']);
  if (!row) {
    return undefined;
  }
  // It stays the same until the upgrade is finished.
  const apiServerId = await readLockOf(knex, row.id);
  return {
    fence: grantFence(row.id, claim.owner, row.epoch),
    attemptsWithoutProgress: row.attempts_without_progress,
    idleMs: Math.max(0, toNumber(row.idle_ms)),
    ...(apiServerId && { apiServerId }),
  };
}
