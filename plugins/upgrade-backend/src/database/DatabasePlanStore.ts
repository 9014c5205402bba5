import { ConflictError, NotFoundError } from '@backstage/errors';
import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { Knex } from 'knex';
import { PlanStore } from '../planner/PlanStore';
import { PlanRow, toNumber, UpgradeRow } from './tables';
import { Sealer } from './sealing/Sealer';
import { draftCell } from './sealing/sealedColumns';
import { UpgradeDatabase } from './UpgradeDatabase';

/** Times that a change is made anew because another one came first. */
const MAX_REBASES = 10;

/**
 * Plans that were made and may be started.
 */
export class DatabasePlanStore implements PlanStore {
  readonly #knex: Knex;
  readonly #sealer: Sealer;

  private constructor(
    database: UpgradeDatabase,
    private readonly clock: Clock,
  ) {
    this.#knex = database.knex;
    this.#sealer = database.sealer;
  }

  static create(options: {
    database: UpgradeDatabase;
    clock: Clock;
  }): DatabasePlanStore {
    return new DatabasePlanStore(options.database, options.clock);
  }

  async countPlans(createdBy: string): Promise<number> {
    const row = await this.#knex<PlanRow>('plans')
      .where({ created_by: createdBy })
      .where('expires_at', '>', this.clock.now())
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  async savePlan(record: PlanRecord, expiresAtMs: number): Promise<void> {
    await this.#knex<PlanRow>('plans').insert({
      id: record.id,
      cluster_ref: record.clusterRef,
      platform: record.platform,
      hash: record.hash,
      body: this.#sealer.seal(
        JSON.stringify(record.plan),
        draftCell(record.id, 'body'),
      ),
      ...this.#changeableColumns(record.id, record),
      revision: 1,
      created_by: record.createdBy,
      created_at: record.createdAtMs,
      inventory_taken_at: record.inventoryTakenAtMs,
      api_server_id: record.apiServerId ?? null,
      expires_at: expiresAtMs,
    });
  }

  async readPlan(planId: string): Promise<PlanRecord> {
    const { record } = await this.#read(planId);
    return record;
  }

  async updatePlan(
    planId: string,
    change: (
      record: PlanRecord,
    ) => Pick<PlanRecord, 'verification' | 'overrides'>,
  ): Promise<PlanRecord> {
    for (let rebase = 0; rebase < MAX_REBASES; rebase += 1) {
      const { record, revision } = await this.#read(planId);
      const changed = change(record);
      const rows = await this.#knex<PlanRow>('plans')
        .where({ id: planId, revision })
        .update({
          ...this.#changeableColumns(planId, changed),
          revision: revision + 1,
        });
      if (rows === 1) {
        return { ...record, ...changed };
      }
    }
    throw new ConflictError(
      `Plan ${planId} is being changed by others all the time; try again`,
    );
  }

  /** Deletes plans whose time is over; answers with how many. */
  async deleteExpired(): Promise<number> {
    return this.#knex<PlanRow>('plans')
      .where('expires_at', '<=', this.clock.now())
      .delete();
  }

  async #read(
    planId: string,
  ): Promise<{ record: PlanRecord; revision: number }> {
    const row = await this.#knex<PlanRow>('plans')
      .where({ id: planId })
      .where('expires_at', '>', this.clock.now())
      .first();
    if (!row) {
      throw new NotFoundError(
        `There is no plan ${planId}, or it has expired; make a new one`,
      );
    }
    const started = await this.#knex<UpgradeRow>('upgrades')
      .where({ plan_id: planId })
      .orderBy('requested_at', 'desc')
      .first('id');
    return {
      record: recordOf(this.#opened(row), started?.id),
      revision: row.revision,
    };
  }

  /** Findings repeat what was observed, and overrides what was accepted of it. */
  #changeableColumns(
    planId: string,
    { verification, overrides }: Pick<PlanRecord, 'verification' | 'overrides'>,
  ) {
    const sealed = (column: 'verification' | 'overrides', value: unknown) =>
      this.#sealer.seal(JSON.stringify(value), draftCell(planId, column));
    return {
      verification: verification ? sealed('verification', verification) : null,
      overrides: sealed('overrides', overrides),
    };
  }

  #opened(row: PlanRow): PlanRow {
    const open = (column: 'body' | 'verification' | 'overrides') =>
      this.#sealer.open(row[column] ?? '', draftCell(row.id, column));
    return {
      ...row,
      body: open('body'),
      verification: row.verification && open('verification'),
      overrides: open('overrides'),
    };
  }
}

function recordOf(row: PlanRow, upgradeId: string | undefined): PlanRecord {
  return {
    id: row.id,
    clusterRef: row.cluster_ref,
    platform: row.platform,
    hash: row.hash,
    plan: JSON.parse(row.body),
    createdBy: row.created_by,
    createdAtMs: toNumber(row.created_at),
    inventoryTakenAtMs: toNumber(row.inventory_taken_at),
    ...(row.api_server_id ? { apiServerId: row.api_server_id } : {}),
    ...(row.verification ? { verification: JSON.parse(row.verification) } : {}),
    overrides: JSON.parse(row.overrides),
    ...(upgradeId ? { upgradeId } : {}),
  };
}
