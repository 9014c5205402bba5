import { TestDatabases } from '@backstage/backend-test-utils';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Knex } from 'knex';
import { DatabaseUpgradeStore } from './DatabaseUpgradeStore';
import { Sealer } from './sealing/Sealer';
import { openUpgradeDatabase } from './UpgradeDatabase';
import { describeUpgradeStoreContract } from './UpgradeStore.contract';

jest.setTimeout(60_000);

const TABLES = [
  'upgrades',
  'upgrade_plans',
  'upgrade_steps',
  'upgrade_events',
  'upgrade_snapshots',
  'upgrade_outbox',
];

const METHODS = Object.getOwnPropertyNames(
  DatabaseUpgradeStore.prototype,
).filter(name => name !== 'constructor');

const SEALER = Sealer.create({ secrets: ['tests'] });

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('DatabaseUpgradeStore on %s', id => {
  // One schema for all tests: PostgreSQL takes long to make a database.
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer: SEALER,
    });
  });

  describeUpgradeStoreContract(async () => {
    for (const table of [...TABLES].reverse()) {
      await knex(table).delete();
    }
    const clock = new VirtualClock();
    const database = await openUpgradeDatabase({
      database: { getClient: async () => knex, migrations: { skip: true } },
      sealer: SEALER,
      leaseClock: clock,
    });
    return {
      store: DatabaseUpgradeStore.create({ database }),
      clock,
      dump: async () =>
        Object.fromEntries(
          await Promise.all(
            TABLES.map(async table => [
              table,
              (await knex(table).select())
                .map(row => JSON.stringify(row))
                .sort(),
            ]),
          ),
        ),
    };
  }, METHODS);
});
