import { Knex } from 'knex';
import { NotFoundError } from '@backstage/errors';
import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { Dialect } from '../dialect';
import { ConcurrentEventError } from '../storeErrors';
import { UpgradeRow } from '../tables';
import { RequestTransition } from '../UpgradeStore';
import { columnsOfState } from './columnsOfState';
import { insertEvents } from './insertEvents';

/**
 * The one write that needs no lease. The number in its `WHERE` stands in for the fence: whoever
 * appended first has changed it.
 */
export async function appendRequest(
  trx: Knex.Transaction,
  dialect: Dialect,
  { upgradeId, expectedSeq, events, state }: RequestTransition,
): Promise<void> {
  const {
    status: _,
    active_cluster_ref: __,
    ...columns
  } = columnsOfState(state);
  const rows = await trx<UpgradeRow>('upgrades')
    .where({ id: upgradeId, seq: expectedSeq })
    .update({
      seq: trx.raw('seq + ?', [events.length]),
      updated_at: events.at(-1)!.atMs,
      ...(isAsked(events) && {
        attempts_without_progress: 0,
        available_at: trx.raw(
          'case when active_cluster_ref is null then null else ? end',
          [dialect.now(trx)],
        ),
      }),
      ...columns,
    } as never);
  if (rows === 0) {
    const row = await trx<UpgradeRow>('upgrades')
      .where({ id: upgradeId })
      .first('seq');
    if (!row) {
      throw new NotFoundError(`There is no upgrade ${upgradeId}`);
    }
    throw new ConcurrentEventError(upgradeId, expectedSeq, row.seq);
  }
  await insertEvents(trx, dialect, events);
}

/** Whether a worker has something to carry out. */
function isAsked(events: UpgradeEvent[]): boolean {
  return events.some(({ type }) => type === 'control-requested');
}
