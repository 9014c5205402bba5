import { TestDatabases } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { DatabaseUpgradeStore } from './DatabaseUpgradeStore';
import { dialectOf } from './dialect';
import { ENGINE_VERSION } from '../engine/EngineOptions';
import {
  samplePlan,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { toNumber } from './tables';
import { Sealer } from './sealing/Sealer';
import { openUpgradeDatabase } from './UpgradeDatabase';

jest.setTimeout(60_000);

const SEALER = Sealer.create({ secrets: ['tests'] });

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('the dialect of %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
  });

  const readNow = async (on: Knex): Promise<number> => {
    const [row] = await on.select({ now: dialectOf(knex).now(on) });
    return toNumber(row.now);
  };

  it('tells the time in whole milliseconds since the epoch', async () => {
    const now = await readNow(knex);
    expect(Number.isInteger(now)).toBe(true);
    const minuteMs = 60_000;
    expect(Math.abs(now - new Date().getTime())).toBeLessThan(minuteMs);
  });

  it('lets time pass within a transaction', async () => {
    await knex.transaction(async trx => {
      const first = await readNow(trx);
      let later = first;
      while (later === first) {
        later = await readNow(trx);
      }
      expect(later).toBeGreaterThan(first);
    });
  });

  it('claims, renews and gives back by the clock of the database', async () => {
    const database = await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer: SEALER,
    });
    const store = DatabaseUpgradeStore.create({ database });
    await store.createUpgrade(sampleUpgrade(samplePlan([])));
    const claim = () =>
      store.claimUpgrade({
        owner: 'w',
        leaseMs: 60_000,
        engineVersion: ENGINE_VERSION,
      });
    const first = await claim();
    expect(first?.fence.epoch).toBe(1);
    expect(await claim()).toBeUndefined();
    await store.renewLease(first!.fence, { leaseMs: 60_000, isWell: true });
    await store.releaseLease(first!.fence, { afterMs: 0 });
    const second = await claim();
    expect(second?.fence.epoch).toBe(2);
    expect(second!.idleMs).toBeLessThan(60_000);
  });
});

const onPostgres = databases
  .eachSupportedId()
  .some(([id]) => id === 'POSTGRES_15')
  ? describe
  : describe.skip;

onPostgres('a process that stops in the middle of a write', () => {
  it('loses it, so that others take the upgrade up', async () => {
    const knex = await databases.init('POSTGRES_15');
    const database = await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer: SEALER,
    });
    const store = DatabaseUpgradeStore.create({ database });
    await store.createUpgrade(sampleUpgrade(samplePlan([]), { id: 'u' }));
    let wakeUp = () => {};
    let hasBegun = () => {};
    const begun = new Promise<void>(resolve => {
      hasBegun = resolve;
    });
    const stopped = dialectOf(knex, { stalledMs: 100 }).write(
      knex,
      async trx => {
        await trx('upgrades').where({ id: 'u' }).update({ platform: 'half' });
        hasBegun();
        await new Promise<void>(resolve => {
          wakeUp = resolve;
        });
        await trx('upgrades').where({ id: 'u' }).update({ platform: 'all' });
      },
    );
    stopped.catch(() => {});
    await begun;
    // People wait for the row; who claims goes by it.
    const [row] = await knex('upgrades')
      .where({ id: 'u' })
      .update({ seq: knex.raw('seq') })
      .returning('platform');
    expect(row.platform).toBe('sample');
    const claim = {
      owner: 'w',
      leaseMs: 60_000,
      engineVersion: ENGINE_VERSION,
    };
    expect((await store.claimUpgrade(claim))?.fence.upgradeId).toBe('u');
    wakeUp();
    await expect(stopped).rejects.toThrow();
  });
});

it('refuses a database that it doesn’t know', async () => {
  const knex = createKnex({ client: 'mysql2' });
  expect(() => dialectOf(knex)).toThrow(/mysql2.*better-sqlite3 or pg/);
  await knex.destroy();
});
