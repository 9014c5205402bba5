import { Knex } from 'knex';
import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { isNotifiable } from '../notifiableEvents';
import { Dialect } from '../dialect';

/** Rows per statement; SQLite binds at most 32,766 variables in one. */
const CHUNK = 500;

/**
 * Appends events, and puts those that people are told about into the outbox, and lets
 * other backends know. The caller has taken the numbers from the upgrade's row in the same transaction.
 */
export async function insertEvents(
  trx: Knex.Transaction,
  dialect: Dialect,
  events: UpgradeEvent[],
): Promise<void> {
  const [first] = events;
  if (!first) {
    return;
  }
  await trx.batchInsert(
    'upgrade_events',
    events.map(event => ({
      upgrade_id: event.upgradeId,
      seq: event.seq,
      at_ms: event.atMs,
      actor: event.actor,
      type: event.type,
      data: JSON.stringify(event.data),
    })),
    CHUNK,
  );
  const told = events.filter(event => isNotifiable(event));
  if (told.length > 0) {
    await trx.batchInsert(
      'upgrade_outbox',
      told.map(event => ({
        upgrade_id: event.upgradeId,
        seq: event.seq,
        available_at: dialect.now(trx),
      })),
      CHUNK,
    );
  }
  await dialect.announce(trx, {
    upgradeId: first.upgradeId,
    isAsked: events.some(({ type }) => isAsked(type)),
  });
}

/** Whether a worker has something to do that it may not know of. */
function isAsked(type: UpgradeEvent['type']): boolean {
  return ['created', 'control-requested', 'silenced'].includes(type);
}
