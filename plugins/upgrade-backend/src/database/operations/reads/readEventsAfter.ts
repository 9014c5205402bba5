import { Knex } from 'knex';
import {
  UpgradeEvent,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';
import { EventRow, toNumber } from '../../tables';
import { MAX_PAGE, NoteCounts } from '../../UpgradeStore';

export async function readEventsAfter(
  knex: Knex,
  upgradeId: string,
  afterSeq: number,
  limit: number,
): Promise<UpgradeEvent[]> {
  const rows = await knex<EventRow>('upgrade_events')
    .where({ upgrade_id: upgradeId })
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(Math.min(limit, MAX_PAGE));
  return rows.map(eventOf);
}

export async function readLastEvent(
  knex: Knex,
  upgradeId: string,
  afterSeq: number,
  types: readonly UpgradeEventType[],
): Promise<UpgradeEvent | undefined> {
  const row = await knex<EventRow>('upgrade_events')
    .where({ upgrade_id: upgradeId })
    .where('seq', '>', afterSeq)
    .whereIn('type', types)
    .orderBy('seq', 'desc')
    .first();
  return row && eventOf(row);
}

export async function countNotes(
  knex: Knex,
  upgradeId: string,
  actor: string,
): Promise<NoteCounts> {
  const rows = await knex<EventRow>('upgrade_events')
    .where({ upgrade_id: upgradeId, type: 'note' })
    .groupBy('actor')
    .select('actor')
    .count({ count: '*' });
  const counts = rows.map(row => ({
    actor: row.actor,
    count: Number(row.count),
  }));
  return {
    all: counts.reduce((sum, { count }) => sum + count, 0),
    ofActor: counts.find(one => one.actor === actor)?.count ?? 0,
  };
}

function eventOf(row: EventRow): UpgradeEvent {
  return {
    upgradeId: row.upgrade_id,
    seq: row.seq,
    atMs: toNumber(row.at_ms),
    actor: row.actor,
    type: row.type,
    data: JSON.parse(row.data),
  } as UpgradeEvent;
}
