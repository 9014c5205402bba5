import { Knex } from 'knex';
import { InputError } from '@backstage/errors';
import { Cell, Sealer } from '../../sealing/Sealer';
import { toNumber, UpgradeRow } from '../../tables';
import { MAX_PAGE, UpgradeFilter, UpgradePage } from '../../UpgradeStore';
import { summaryOfRow } from '../columnsOfState';

/** Pages by the last row seen, so that new upgrades neither repeat nor hide old ones. */
export async function listUpgrades(
  knex: Knex,
  sealer: Sealer,
  filter: UpgradeFilter,
): Promise<UpgradePage> {
  const limit = Math.min(filter.limit, MAX_PAGE);
  const query = knex<UpgradeRow>('upgrades')
    .select('id', 'requested_at', 'state')
    .orderBy([
      { column: 'requested_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (filter.clusterRef !== undefined) {
    query.where({ cluster_ref: filter.clusterRef });
  }
  if (filter.statuses) {
    query.whereIn('status', filter.statuses);
  }
  if (filter.isActive !== undefined) {
    query[filter.isActive ? 'whereNotNull' : 'whereNull']('active_cluster_ref');
  }
  if (filter.cursor !== undefined) {
    const { requestedAtMs, id } = parseCursor(sealer, filter.cursor);
    query.where(older =>
      older
        .where('requested_at', '<', requestedAtMs)
        .orWhere(same =>
          same.where({ requested_at: requestedAtMs }).where('id', '<', id),
        ),
    );
  }
  const rows = await query;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    upgrades: page.map(summaryOfRow),
    nextCursor:
      rows.length > limit && last ? cursorOf(sealer, last) : undefined,
  };
}

/** Sealed cursors are opened in one place only. */
const CURSOR: Cell = { table: 'upgrades', column: 'cursor', id: 'list' };

/** Names the last row that was read, which the caller may not see: so it is sealed. */
function cursorOf(
  sealer: Sealer,
  row: Pick<UpgradeRow, 'id' | 'requested_at'>,
): string {
  const text = JSON.stringify([toNumber(row.requested_at), row.id]);
  return Buffer.from(sealer.seal(text, CURSOR)).toString('base64url');
}

function parseCursor(
  sealer: Sealer,
  cursor: string,
): { requestedAtMs: number; id: string } {
  const sealed = Buffer.from(cursor, 'base64url').toString();
  try {
    if (sealer.isSealed(sealed)) {
      const [requestedAtMs, id] = JSON.parse(sealer.open(sealed, CURSOR));
      return { requestedAtMs, id };
    }
  } catch {
    // Sealed by somebody else, or cut: the same answer as for what was never sealed.
  }
  throw new InputError(
    'The cursor is not one that a list of upgrades gave; leave it out to start from the first page',
  );
}
