import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { Change, ChangeFeed } from './ChangeFeed';
import { announceOnPostgres, PostgresChangeFeed } from './PostgresChangeFeed';

/**
 * How long a process may stop in the middle of a write before the database takes it back: one that is frozen
 * or cut off must not keep the upgrade from those who take it up, nor people waiting.
 */
const STALLED_MS = 10_000;

/**
 * Every difference between SQLite and PostgreSQL, and the one clock that leases are compared with.
 */
export interface Dialect {
  /**
   * The database's time in epoch ms. Workers' clocks differ; this one decides who holds a lease. It
   * runs on within a transaction.
   */
  now(knex: Knex): Knex.Raw;
  /** A time to come, by the same clock. */
  after(knex: Knex, ms: number): Knex.Raw;
  /** Appended to the inner select of a claim, so that claimers don't queue up behind each other. */
  readonly skipLocked: string;
  /** Runs reads that must fit together. */
  readConsistently<T>(
    knex: Knex,
    read: (trx: Knex.Transaction) => Promise<T>,
  ): Promise<T>;
  /** Runs writes that are all made or none. */
  write<T>(
    knex: Knex,
    write: (trx: Knex.Transaction) => Promise<T>,
  ): Promise<T>;
  /** Tells other processes of a change, when the transaction is committed. */
  announce(trx: Knex, change: Change): Promise<void>;
  /** How changes of other processes are heard of; undefined where looking from time to time must do: SQLite tells nobody. */
  openFeed(ports: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
  }): ChangeFeed | undefined;
  /** Run once for each process. */
  prepare(knex: Knex): Promise<void>;
}

const DIALECTS = [
  {
    clients: ['better-sqlite3', 'sqlite3'],
    now: `cast(unixepoch('subsec') * 1000 as integer)`,
    // One writer at a time: there is nothing to skip.
    skipLocked: '',
    readTransaction: {},
    isShared: false,
    // Another process that waits for the one writer gives up by itself.
    limitStall: async () => {},
    prepare: async (knex: Knex) => {
      await knex.raw('PRAGMA journal_mode = WAL');
      await knex.raw('PRAGMA synchronous = NORMAL');
      await knex.raw('PRAGMA foreign_keys = ON');
    },
  },
  {
    clients: ['pg', 'postgres', 'postgresql'],
    // now() stands still within a transaction.
    now: `cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
    skipLocked: 'for update skip locked',
    readTransaction: {
      isolationLevel: 'repeatable read' as const,
      readOnly: true,
    },
    isShared: true,
    limitStall: async (trx: Knex, stalledMs: number) => {
      await trx.raw(
        `set local idle_in_transaction_session_timeout = ${stalledMs}`,
      );
    },
    prepare: async () => {},
  },
];

/**
 * @param options - `leaseClock` takes the place of the database's clock, for simulated time; `tells` false:
 * nobody is told of changes and nobody listens, as on SQLite; `stalledMs`: how long a process may stop in
 * the middle of a write, 10 s unless told
 * @throws Error when the database is neither SQLite nor PostgreSQL
 */
export function dialectOf(
  knex: Knex,
  {
    leaseClock,
    tells = true,
    stalledMs = STALLED_MS,
  }: { leaseClock?: Clock; tells?: boolean; stalledMs?: number } = {},
): Dialect {
  const origin = randomUUID();
  const client = String(knex.client.config.client);
  const dialect = DIALECTS.find(({ clients }) => clients.includes(client));
  if (!dialect) {
    throw new Error(
      `The upgrade plugin can't use the database client '${client}': it needs better-sqlite3 or pg`,
    );
  }
  const notifies = dialect.isShared && tells;
  // PostgreSQL can't tell the type of a bound number by itself.
  const now = (trx: Knex) =>
    leaseClock
      ? trx.raw('cast(? as bigint)', [leaseClock.now()])
      : trx.raw(dialect.now);
  return {
    now,
    after: (trx, ms) => trx.raw('(? + cast(? as bigint))', [now(trx), ms]),
    skipLocked: dialect.skipLocked,
    readConsistently: (root, read) =>
      root.transaction(read, dialect.readTransaction),
    write: (root, write) =>
      root.transaction(async trx => {
        await dialect.limitStall(trx, stalledMs);
        return write(trx);
      }),
    announce: async (trx, change) => {
      if (notifies) {
        await announceOnPostgres(trx, origin, change);
      }
    },
    openFeed: ports =>
      notifies ? new PostgresChangeFeed({ ...ports, origin }) : undefined,
    prepare: dialect.prepare,
  };
}
