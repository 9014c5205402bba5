import { Knex } from 'knex';
import {
  isFinal,
  UpgradeEvent,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Dialect } from '../dialect';
import { Fence } from '../Fence';
import { Sealer } from '../sealing/Sealer';
import { snapshotCell } from '../sealing/sealedColumns';
import { ConcurrentEventError, StaleFenceError } from '../storeErrors';
import { UpgradeRow } from '../tables';
import { Transition } from '../UpgradeStore';
import { unlockApiServer } from './apiServerLock';
import { columnsOfState } from './columnsOfState';
import { insertEvents } from './insertEvents';
import { savePlan } from './savePlan';
import { saveMemos, saveSteps } from './saveSteps';

/**
 * The one write of a worker. The first statement takes the row's lock and the numbers, and is the fence:
 * when it touches no row, nothing else is written.
 */
export async function commitTransition(
  trx: Knex.Transaction,
  dialect: Dialect,
  sealer: Sealer,
  fence: Fence,
  transition: Transition,
): Promise<void> {
  const { events, state, upgradeId } = transition;
  const rows = await trx<UpgradeRow>('upgrades')
    .where({
      id: fence.upgradeId,
      epoch: fence.epoch,
      lease_owner: fence.owner,
      seq: transition.expectedSeq,
    })
    .update({
      seq: trx.raw('seq + ?', [events.length]),
      updated_at: events.at(-1)?.atMs ?? trx.ref('updated_at'),
      ...columnsOfState(state),
      ...(isProgress(events) ? { attempts_without_progress: 0 } : {}),
      ...(isFinal(state.status)
        ? { lease_owner: null, lease_expires_at: null, available_at: null }
        : {}),
    } as never);
  if (rows === 0) {
    await explainRefusal(trx, fence, transition.expectedSeq);
  }
  if (isFinal(state.status)) {
    await unlockApiServer(trx, upgradeId);
  }
  await insertEvents(trx, dialect, events);
  await saveSteps(trx, transition);
  await saveMemos(trx, sealer, upgradeId, transition.memos ?? []);
  if (transition.plan) {
    await savePlan(trx, sealer, upgradeId, transition.plan);
  }
  if (transition.snapshot) {
    const { snapshot, healthReference } = transition.snapshot;
    await trx('upgrade_snapshots').insert({
      upgrade_id: upgradeId,
      snapshot: sealer.seal(
        JSON.stringify(snapshot),
        snapshotCell(upgradeId, 'snapshot'),
      ),
      known_before_start: sealer.seal(
        JSON.stringify(healthReference),
        snapshotCell(upgradeId, 'known_before_start'),
      ),
      taken_at: snapshot.takenAtMs,
    });
  }
}

/** Whoever dies of an upgrade writes other events each time anew: only these lead on from there. */
const PROGRESS: ReadonlySet<string> = new Set<UpgradeEventType>([
  'snapshot-taken',
  'step-done',
  'step-failed',
  'paused',
  'needs-attention',
  'rollback-begun',
  'restore-checked',
]);

function isProgress(events: UpgradeEvent[]): boolean {
  return events.some(({ type }) => PROGRESS.has(type));
}

async function explainRefusal(
  trx: Knex.Transaction,
  fence: Fence,
  expectedSeq: number,
): Promise<never> {
  const row = await trx<UpgradeRow>('upgrades')
    .where({ id: fence.upgradeId })
    .first('epoch', 'lease_owner', 'seq');
  if (row && row.epoch === fence.epoch && row.lease_owner === fence.owner) {
    throw new ConcurrentEventError(fence.upgradeId, expectedSeq, row.seq);
  }
  throw new StaleFenceError(fence.upgradeId, fence.epoch, row?.epoch);
}
