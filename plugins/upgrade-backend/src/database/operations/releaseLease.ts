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
      available_at: availableAt(knex, dialect, until) as never,
      ...('isFailed' in until && until.isFailed
        ? {
            attempts_without_progress: knex.raw(
              'attempts_without_progress + 1',
            ) as never,
          }
        : {}),
    });
  if (rows === 0) {
    await throwStaleFence(knex, fence);
  }
  if ('afterMs' in until && until.afterMs === 0) {
    const { upgradeId } = fence;
    await dialect.announce(knex, { upgradeId, isAsked: true });
  }
}

/** A request that came before the release has made the upgrade available: it must stay so. */
function availableAt(knex: Knex, dialect: Dialect, until: Release): Knex.Raw {
  return 'afterMs' in until
    ? dialect.after(knex, until.afterMs)
    : knex.raw('case when seq = ? then null else ? end', [
        until.askedAfterSeq,
        dialect.now(knex),
      ]);
}
