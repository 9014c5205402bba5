import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ENGINE_ACTOR } from '@cluster-upgrade/plugin-upgrade-common';
import { SystemClock } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import createKnex, { Knex } from 'knex';
import { makeTransition } from '../engine/decisions/transition';
import { ENGINE_VERSION } from '../engine/EngineOptions';
import {
  samplePlan,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { Change, ChangeFeed } from './ChangeFeed';
import { DatabaseUpgradeStore } from './DatabaseUpgradeStore';
import { Sealer } from './sealing/Sealer';
import { PostgresChangeFeed } from './PostgresChangeFeed';
import { openUpgradeDatabase, UpgradeDatabase } from './UpgradeDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const onPostgres = databases
  .eachSupportedId()
  .some(([id]) => id === 'POSTGRES_15')
  ? describe
  : describe.skip;

/** What one backend hears, in order; undefined: it may have missed something. */
class Listener {
  readonly heard: Array<Change | undefined> = [];
  #onHeard: () => void = () => {};

  readonly hear = (change: Change | undefined) => {
    this.heard.push(change);
    this.#onHeard();
  };

  async until(isThere: (heard: Listener['heard']) => boolean): Promise<void> {
    while (!isThere(this.heard)) {
      await new Promise<void>(next => {
        this.#onHeard = next;
      });
    }
  }
}

/** The same database, and the connections beside its pool. */
function withConnections(knex: Knex): {
  knex: Knex;
  connections: Array<{ stream: Socket }>;
} {
  const connections: Array<{ stream: Socket }> = [];
  const client = Object.create(knex.client, {
    acquireRawConnection: {
      value: async () => {
        const connection = await knex.client.acquireRawConnection();
        connections.push(connection.connection);
        return connection;
      },
    },
  });
  return {
    knex: Object.create(knex, { client: { value: client } }),
    connections,
  };
}

onPostgres('changes told by PostgreSQL', () => {
  let mine: UpgradeDatabase;
  let theirs: UpgradeDatabase;
  let listener: Listener;
  let feed: ChangeFeed;

  beforeEach(async () => {
    const knex = await databases.init('POSTGRES_15');
    const options = {
      database: { getClient: async () => knex },
      sealer: Sealer.create({ secrets: ['tests'] }),
    };
    mine = await openUpgradeDatabase(options);
    theirs = await openUpgradeDatabase(options);
    listener = new Listener();
    feed = theirs.dialect.openFeed({
      knex,
      clock: new SystemClock(),
      logger: mockServices.logger.mock(),
    })!;
    feed.start(listener.hear);
    await listener.until(heard => heard.length === 1);
  });

  afterEach(() => feed.stop());

  const create = (database: UpgradeDatabase, id: string) =>
    DatabaseUpgradeStore.create({ database }).createUpgrade(
      sampleUpgrade(samplePlan([], { clusterRef: `resource:default/${id}` }), {
        id,
      }),
    );

  it('say what another backend was asked for and what it wrote, once it is committed', async () => {
    const store = DatabaseUpgradeStore.create({ database: mine });
    await create(mine, 'upgrade-1');
    const { fence } = (await store.claimUpgrade({
      owner: 'w',
      leaseMs: 60_000,
      engineVersion: ENGINE_VERSION,
    }))!;
    const write = async () =>
      store.commitTransition(
        fence,
        makeTransition(
          await store.readState('upgrade-1'),
          [{ actor: ENGINE_ACTOR, type: 'snapshot-begun', data: {} }],
          1,
        ),
      );
    await write();
    // Refused, and so not told.
    await expect(write()).rejects.toThrow(/can't happen/);
    await store.releaseLease(fence, { afterMs: 0 });
    await listener.until(heard => heard.length === 4);
    expect(listener.heard.slice(1)).toEqual([
      { upgradeId: 'upgrade-1', isAsked: true },
      { upgradeId: 'upgrade-1', isAsked: false },
      { upgradeId: 'upgrade-1', isAsked: true },
    ]);
  });

  it('leave out what the backend wrote itself, and what others write into the channel', async () => {
    await create(theirs, 'of-itself');
    await mine.knex.raw(`select pg_notify('cluster_upgrade', 'no JSON')`);
    await create(mine, 'of-another');
    await listener.until(heard => heard.length === 2);
    expect(listener.heard[1]?.upgradeId).toBe('of-another');
  });

  it('are heard again after the connection fell silent, with word that some may be missing', async () => {
    await feed.stop();
    const clock = new VirtualClock();
    const { knex, connections } = withConnections(theirs.knex);
    const ports = { knex, clock, logger: mockServices.logger.mock() };
    feed = theirs.dialect.openFeed(ports)!;
    feed.start(listener.hear);
    await listener.until(heard => heard.length === 2);
    connections[0].stream.pause();
    // A heartbeat, its limit, and the pause before the next connection.
    await clock.advance(10_000 + 5_000 + 1_000);
    await listener.until(heard => heard.length === 3);
    expect(listener.heard[2]).toBeUndefined();
    await create(mine, 'after');
    await listener.until(heard => heard.length === 4);
    expect(listener.heard[3]?.upgradeId).toBe('after');
  });

  it('are heard again after the connection was cut, with word that some may be missing', async () => {
    await mine.knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ilike 'listen %'`,
    );
    await listener.until(heard => heard.length === 2);
    expect(listener.heard[1]).toBeUndefined();
    await create(mine, 'after');
    await listener.until(heard => heard.length === 3);
    expect(listener.heard[2]?.upgradeId).toBe('after');
  });
});

/** Takes connections and says nothing, as a database does behind a network that was cut. */
class SilentServer {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly connected: Promise<void>;

  constructor() {
    this.#server = createServer(socket => this.#sockets.add(socket));
    this.connected = new Promise(done => {
      this.#server.once('connection', () => done());
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>(done => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#sockets.forEach(socket => socket.destroy());
    this.#server.close();
  }
}

describe('a database that takes connections and never answers', () => {
  let server: SilentServer;
  let knex: Knex;
  let clock: VirtualClock;
  const logger = mockServices.logger.mock();
  let feed: PostgresChangeFeed;

  beforeEach(async () => {
    server = new SilentServer();
    knex = createKnex({
      client: 'pg',
      connection: { host: '127.0.0.1', port: await server.listen() },
    });
    clock = new VirtualClock();
    feed = new PostgresChangeFeed({ knex, origin: 'me', clock, logger });
    feed.start(() => {});
    await server.connected;
  });

  afterEach(async () => {
    server.close();
    await knex.destroy();
  });

  it('keeps nobody from stopping', async () => {
    await feed.stop();
    expect(clock.nextDueAtMs()).toBeUndefined();
  });

  it('is given up for another try, and said once', async () => {
    await clock.advance(30_000);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no answer within 5 s'),
    );
    await feed.stop();
  });
});
