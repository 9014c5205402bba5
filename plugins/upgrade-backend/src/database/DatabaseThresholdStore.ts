import { StoredThreshold } from '@cluster-upgrade/plugin-upgrade-common';
import { Knex } from 'knex';
import { ThresholdStore } from '../thresholds/ThresholdStore';
import { ThresholdRow, toNumber } from './tables';
import { UpgradeDatabase } from './UpgradeDatabase';

/** Refs asked for in one statement; SQLite binds at most 32,766 variables. */
const CHUNK = 1_000;

/**
 * Thresholds that owners of applications edited.
 */
export class DatabaseThresholdStore implements ThresholdStore {
  readonly #knex: Knex;

  private constructor(database: UpgradeDatabase) {
    this.#knex = database.knex;
  }

  static create(options: {
    database: UpgradeDatabase;
  }): DatabaseThresholdStore {
    return new DatabaseThresholdStore(options.database);
  }

  async readThresholds(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, StoredThreshold>> {
    const stored = new Map<string, StoredThreshold>();
    for (let start = 0; start < entityRefs.length; start += CHUNK) {
      const rows = await this.#knex<ThresholdRow>(
        'application_thresholds',
      ).whereIn('entity_ref', entityRefs.slice(start, start + CHUNK));
      rows.forEach(row =>
        stored.set(row.entity_ref, {
          threshold: JSON.parse(row.threshold),
          savedBy: row.updated_by,
          savedAtMs: toNumber(row.updated_at),
        }),
      );
    }
    return stored;
  }

  async saveThreshold(
    entityRef: string,
    { threshold, savedBy, savedAtMs }: StoredThreshold,
  ): Promise<void> {
    await this.#knex<ThresholdRow>('application_thresholds')
      .insert({
        entity_ref: entityRef,
        threshold: JSON.stringify(threshold),
        updated_by: savedBy,
        updated_at: savedAtMs,
      })
      .onConflict('entity_ref')
      .merge();
  }

  async deleteThreshold(entityRef: string): Promise<void> {
    await this.#knex<ThresholdRow>('application_thresholds')
      .where({ entity_ref: entityRef })
      .delete();
  }
}
