import { EventEmitter } from 'node:events';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { Knex } from 'knex';
import { Change, ChangeFeed } from './ChangeFeed';

/** Shared by all backends on one database; what isn't theirs names an upgrade that they don't know. */
const CHANNEL = 'cluster_upgrade';

/** How long to wait before connecting anew. */
const RECONNECT_MS = 1_000;

/** How often is asked whether the connection still works: one that was cut silently says nothing. */
const HEARTBEAT_MS = 10_000;

/** How long the answer to that may take. */
const ANSWER_LIMIT_MS = 5_000;

/** The part of a connection of `pg` that is used here. */
interface PostgresConnection extends EventEmitter {
  query(sql: string): Promise<unknown>;
}

/** A change as it is sent. */
interface Announcement extends Change {
  /** The process that sent it, which knows already. */
  origin: string;
}

/**
 * Announces a change when the transaction is committed, and never otherwise.
 *
 * @internal
 */
export async function announceOnPostgres(
  trx: Knex,
  origin: string,
  change: Change,
): Promise<void> {
  const announcement: Announcement = { origin, ...change };
  await trx.raw('select pg_notify(?, ?)', [
    CHANNEL,
    JSON.stringify(announcement),
  ]);
}

/**
 * PostgreSQL's LISTEN, on a connection of its own beside the pool, which is opened anew whenever it
 * breaks. Behind a pooler that shares connections between transactions it hears nothing.
 *
 * @internal
 */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(
    private readonly ports: {
      knex: Knex;
      /** Of this process: its own announcements are left out. */
      origin: string;
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  start(onChange: (change: Change | undefined) => void): void {
    this.#loop ??= this.#run(onChange);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend is stopping'));
    await this.#loop;
  }

  async #run(onChange: (change: Change | undefined) => void): Promise<void> {
    const { clock, logger } = this.ports;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#listen(onChange);
      } catch (error) {
        if (!signal.aborted) {
          logger.warn(
            `Changes by other backends are heard late until the database can be listened to again: ${error}`,
          );
        }
      }
      await clock.sleep(RECONNECT_MS, signal).catch(() => {});
    }
  }

  /** Listens until the connection breaks, or `stop` is called. */
  async #listen(onChange: (change: Change | undefined) => void): Promise<void> {
    const { client } = this.ports.knex;
    const connection: PostgresConnection = await client.acquireRawConnection();
    const broken = new AbortController();
    const end = (error?: Error) =>
      broken.abort(error ?? new Error('the connection was closed'));
    connection.on('error', end);
    connection.on('end', end);
    connection.on('notification', ({ payload }: { payload?: string }) => {
      const change = this.#read(payload);
      if (change) {
        onChange(change);
      }
    });
    try {
      await connection.query(`listen ${CHANNEL}`);
      // Whatever was committed before could not be heard.
      onChange(undefined);
      await this.#untilBroken(
        connection,
        AbortSignal.any([broken.signal, this.#stopping.signal]),
      );
    } finally {
      // A connection that is broken already can't be closed in order.
      Promise.resolve(client.destroyRawConnection(connection)).catch(() => {});
    }
  }

  async #untilBroken(
    connection: PostgresConnection,
    signal: AbortSignal,
  ): Promise<never> {
    const { clock } = this.ports;
    for (;;) {
      await clock.sleep(HEARTBEAT_MS, signal);
      const answered = new AbortController();
      await Promise.race([
        connection.query('select 1'),
        clock
          .sleep(ANSWER_LIMIT_MS, AbortSignal.any([signal, answered.signal]))
          .then(() => {
            throw new Error('the connection does not answer');
          }),
      ]).finally(() => answered.abort());
    }
  }

  /** Undefined: it is this process' own, or somebody else uses the channel. */
  #read(payload: string | undefined): Change | undefined {
    try {
      const { origin, upgradeId, isAsked } = JSON.parse(
        payload ?? '',
      ) as Announcement;
      return origin === this.ports.origin || typeof upgradeId !== 'string'
        ? undefined
        : { upgradeId, isAsked: isAsked === true };
    } catch {
      return undefined;
    }
  }
}
