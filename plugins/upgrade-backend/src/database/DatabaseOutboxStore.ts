import { Knex } from 'knex';
import { Dialect } from './dialect';
import { OutboxMessage, OutboxStore } from './OutboxStore';
import { OutboxRow } from './tables';
import { UpgradeDatabase } from './UpgradeDatabase';

export class DatabaseOutboxStore implements OutboxStore {
  readonly #knex: Knex;
  readonly #dialect: Dialect;

  private constructor(database: UpgradeDatabase) {
    this.#knex = database.knex;
    this.#dialect = database.dialect;
  }

  static create(options: { database: UpgradeDatabase }): DatabaseOutboxStore {
    return new DatabaseOutboxStore(options.database);
  }

  async claimMessages(
    limit: number,
    hiddenMs: number,
  ): Promise<OutboxMessage[]> {
    const knex = this.#knex;
    const now = this.#dialect.now(knex);
    const due = knex.raw(
      `select upgrade_id, seq from upgrade_outbox where available_at <= ?
       order by available_at, upgrade_id, seq limit ? ${this.#dialect.skipLocked}`,
      [now, limit],
    );
    const rows: OutboxRow[] = await knex<OutboxRow>('upgrade_outbox')
      .whereRaw('(upgrade_id, seq) in (?)', [due])
      .update({
        available_at: this.#dialect.after(knex, hiddenMs) as never,
        attempts: knex.raw('attempts + 1'),
      })
      .returning(['upgrade_id', 'seq', 'attempts']);
    return rows
      .map(row => ({
        upgradeId: row.upgrade_id,
        seq: row.seq,
        attempts: row.attempts,
      }))
      .sort((one, other) => one.seq - other.seq);
  }

  async completeMessage({ upgradeId, seq }: OutboxMessage): Promise<void> {
    await this.#knex<OutboxRow>('upgrade_outbox')
      .where({ upgrade_id: upgradeId, seq })
      .delete();
  }

  async postponeMessage(
    { upgradeId, seq }: OutboxMessage,
    afterMs: number,
    error: string,
  ): Promise<void> {
    await this.#knex<OutboxRow>('upgrade_outbox')
      .where({ upgrade_id: upgradeId, seq })
      .update({
        available_at: this.#dialect.after(this.#knex, afterMs) as never,
        last_error: error,
      });
  }
}
