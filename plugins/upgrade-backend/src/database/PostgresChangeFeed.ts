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

/** How long any answer may take, that to connecting included. */
const ANSWER_LIMIT_MS = 5_000;

/** The part of a connection of `pg` that is used here. */
interface PostgresConnection extends EventEmitter {
  query(sql: string): Promise<unknown>;
  /** While a query is under way it does not wait for the other side. */
  end(): Promise<void>;
}

/** A change as it is sent. */
interface Announcement extends Change {
  /** The process that sent it, which knows already. */
  origin: string;
}

/**
 * Announces a change when the transaction is committed, and never otherwise.
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

  /** Waits for nothing that the database may fail to answer. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend is stopping'));
    await this.#loop;
  }

  async #run(onChange: (change: Change | undefined) => void): Promise<void> {
    const { clock, logger } = this.ports;
    const { signal } = this.#stopping;
    let isOut = false;
    const onHeard = (change: Change | undefined) => {
      isOut = false;
      onChange(change);
    };
    while (!signal.aborted) {
      try {
        await this.#listen(onHeard);
      } catch (error) {
        if (!signal.aborted && !isOut) {
          logger.warn(
            `Changes by other backends are heard late until the database can be listened to again: ${error}`,
          );
        }
        isOut = true;
      }
      await clock.sleep(RECONNECT_MS, signal).catch(() => {});
    }
  }

  /** Listens until the connection breaks, or `stop` is called. */
  async #listen(onChange: (change: Change | undefined) => void): Promise<void> {
    const over = new AbortController();
    const end = (error?: Error) =>
      over.abort(error ?? new Error('the connection was closed'));
    const stop = () => end(this.#stopping.signal.reason);
    this.#stopping.signal.addEventListener('abort', stop, { once: true });
    let connection: PostgresConnection | undefined;
    try {
      connection = await this.#connect(over.signal);
      connection.on('error', end);
      connection.on('end', () => end());
      connection.on('notification', ({ payload }: { payload?: string }) => {
        const change = this.#read(payload);
        if (change) {
          onChange(change);
        }
      });
      await this.#answer(connection.query(`listen ${CHANNEL}`), over.signal);
      // Whatever was committed before could not be heard.
      onChange(undefined);
      await this.#untilBroken(connection, over.signal);
    } finally {
      this.#stopping.signal.removeEventListener('abort', stop);
      close(connection);
    }
  }

  async #connect(signal: AbortSignal): Promise<PostgresConnection> {
    const connecting: Promise<PostgresConnection> =
      this.ports.knex.client.acquireRawConnection();
    try {
      return await this.#answer(connecting, signal);
    } catch (error) {
      // It may still come, when nobody wants it any more.
      connecting.then(close, () => {});
      throw error;
    }
  }

  async #untilBroken(
    connection: PostgresConnection,
    signal: AbortSignal,
  ): Promise<never> {
    for (;;) {
      await this.ports.clock.sleep(HEARTBEAT_MS, signal);
      await this.#answer(connection.query('select 1'), signal);
    }
  }

  /** @throws Error when there is none in time, or the signal aborts first */
  async #answer<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
    const settled = new AbortController();
    const giveUp = () => settled.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) {
      giveUp();
    }
    const limit = this.ports.clock
      .sleep(ANSWER_LIMIT_MS, settled.signal)
      .then(() => {
        throw new Error(
          `the database gave no answer within ${ANSWER_LIMIT_MS / 1000} s`,
        );
      });
    try {
      return await Promise.race([answer, limit]);
    } finally {
      signal.removeEventListener('abort', giveUp);
      settled.abort();
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

function close(connection: PostgresConnection | undefined): void {
  // One that is broken already can't be closed in order.
  connection?.end().catch(() => {});
}
