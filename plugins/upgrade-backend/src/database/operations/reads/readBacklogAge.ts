import { Knex } from 'knex';
import { Dialect } from '../../dialect';
import { toNumber } from '../../tables';

export async function readBacklogAgeMs(
  knex: Knex,
  dialect: Dialect,
): Promise<number> {
  const now = dialect.now(knex);
  const row = await knex('upgrades')
    .whereNotNull('active_cluster_ref')
    .where('available_at', '<=', now)
    .where(unheld =>
      unheld
        .whereNull('lease_expires_at')
        .orWhere('lease_expires_at', '<=', now),
    )
    .first({
      age_ms: knex.raw('? - min(coalesce(lease_expires_at, available_at))', [
        now,
      ]),
    });
  return Math.max(0, toNumber(row?.age_ms ?? 0));
}
