import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { evolve } from '@cluster-upgrade/plugin-upgrade-common';
import { Dialect } from '../dialect';
import { Sealer } from '../sealing/Sealer';
import { ActiveUpgradeError, IdempotencyKeyReusedError } from '../storeErrors';
import { UpgradeRow } from '../tables';
import { CreatedUpgrade, NewUpgrade } from '../UpgradeStore';
import { lockApiServer } from './apiServerLock';
import { insertEvents } from './insertEvents';
import { savePlan } from './savePlan';
import { columnsOfState } from './columnsOfState';

/**
 * Inserts first and asks afterwards: unique constraints decide, not a look beforehand.
 */
export async function createUpgrade(
  trx: Knex.Transaction,
  dialect: Dialect,
  sealer: Sealer,
  upgrade: NewUpgrade,
): Promise<CreatedUpgrade> {
  const { created } = upgrade;
  const state = evolve(undefined, created);
  const inserted = await trx('upgrades')
    .insert({
      id: state.id,
      cluster_ref: state.clusterRef,
      platform: state.platform,
      plan_id: state.planId,
      plan_hash: state.planHash,
      requested_by: state.requestedBy,
      idempotency_key: upgrade.idempotencyKey ?? null,
      engine_version: upgrade.engineVersion,
      requested_at: state.requestedAtMs,
      available_at: dialect.now(trx),
      seq: created.seq,
      updated_at: created.atMs,
      ...columnsOfState(state),
    })
    .onConflict()
    .ignore()
    .returning('id');
  if (inserted.length === 0) {
    return findExisting(trx, upgrade);
  }
  await lockApiServer(trx, upgrade);
  await savePlan(trx, sealer, state.id, upgrade.plan);
  await insertEvents(trx, dialect, [created]);
  return { upgradeId: state.id, isNew: true };
}

async function findExisting(
  trx: Knex.Transaction,
  { created, idempotencyKey }: NewUpgrade,
): Promise<CreatedUpgrade> {
  if (idempotencyKey !== undefined) {
    const repeated = await trx<UpgradeRow>('upgrades')
      .where({ requested_by: created.actor, idempotency_key: idempotencyKey })
      .first('id', 'plan_hash', 'cluster_ref');
    if (repeated) {
      const isSame =
        repeated.plan_hash === created.data.planHash &&
        repeated.cluster_ref === created.data.clusterRef;
      if (!isSame) {
        throw new IdempotencyKeyReusedError(repeated.id);
      }
      return { upgradeId: repeated.id, isNew: false };
    }
  }
  const active = await trx<UpgradeRow>('upgrades')
    .where({ active_cluster_ref: created.data.clusterRef })
    .first('id');
  if (!active) {
    throw new ConflictError(
      `Another upgrade of ${created.data.clusterRef} ended at this moment; try again`,
    );
  }
  throw new ActiveUpgradeError(created.data.clusterRef, active.id);
}
