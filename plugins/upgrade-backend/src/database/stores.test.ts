import { TestDatabases } from '@backstage/backend-test-utils';
import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Knex } from 'knex';
import {
  samplePlan,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { DatabaseOutboxStore } from './DatabaseOutboxStore';
import { DatabasePlanStore } from './DatabasePlanStore';
import { DatabaseThresholdStore } from './DatabaseThresholdStore';
import { DatabaseUpgradeStore } from './DatabaseUpgradeStore';
import { Sealer } from './sealing/Sealer';
import { openUpgradeDatabase, UpgradeDatabase } from './UpgradeDatabase';

jest.setTimeout(60_000);

const SEALER = Sealer.create({ secrets: ['tests'] });

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('the stores on %s', id => {
  let knex: Knex;
  let clock: VirtualClock;
  let database: UpgradeDatabase;

  beforeAll(async () => {
    knex = await databases.init(id);
  });

  beforeEach(async () => {
    clock = new VirtualClock();
    database = await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer: SEALER,
      leaseClock: clock,
    });
    for (const table of ['plans', 'application_thresholds', 'upgrades']) {
      await knex(table).delete();
    }
  });

  describe('plans', () => {
    const record = (): PlanRecord => ({
      id: 'plan-1',
      clusterRef: 'resource:default/sample',
      platform: 'sample',
      hash: 'sha256:abc',
      plan: samplePlan([]),
      createdBy: 'user:default/ada',
      createdAtMs: clock.now(),
      inventoryTakenAtMs: clock.now() - 1_000,
      overrides: [],
    });
    const store = () => DatabasePlanStore.create({ database, clock });
    const override = (findingId: string) => ({
      findingId,
      reason: 'known, and mended tomorrow',
      by: 'user:default/ada',
      atMs: 1,
      observed: '3 of 4',
    });

    it('gives back what was saved', async () => {
      await store().savePlan(record(), clock.now() + 1_000);
      expect(await store().readPlan('plan-1')).toEqual(record());
    });

    it('has no plan whose time is over, and deletes it', async () => {
      await store().savePlan(record(), clock.now() + 1_000);
      await clock.advance(1_000);
      await expect(store().readPlan('plan-1')).rejects.toThrow(/expired/);
      expect(await store().deleteExpired()).toBe(1);
    });

    it('loses no change when two are made at once', async () => {
      await store().savePlan(record(), clock.now() + 1_000);
      await Promise.all(
        ['a', 'b', 'c'].map(findingId =>
          store().updatePlan('plan-1', before => ({
            verification: before.verification,
            overrides: [...before.overrides, override(findingId)],
          })),
        ),
      );
      const { overrides } = await store().readPlan('plan-1');
      expect(overrides.map(({ findingId }) => findingId).sort()).toEqual([
        'a',
        'b',
        'c',
      ]);
    });

    it('names the upgrade that was started from a plan', async () => {
      await store().savePlan(record(), clock.now() + 1_000);
      await DatabaseUpgradeStore.create({ database }).createUpgrade(
        sampleUpgrade(samplePlan([])),
      );
      const { upgradeId } = await store().readPlan('plan-1');
      expect(upgradeId).toBe('upgrade-1');
    });
  });

  describe('thresholds', () => {
    const stored = {
      threshold: {
        maxFailures: 2,
        unit: 'count',
        mustLastMs: 30_000,
        action: 'pause',
      },
      savedBy: 'user:default/ada',
      savedAtMs: 5,
    } as const;

    it('are saved, replaced and deleted by entity', async () => {
      const store = DatabaseThresholdStore.create({ database });
      await store.saveThreshold('component:default/a', stored);
      await store.saveThreshold('component:default/a', {
        ...stored,
        savedAtMs: 6,
      });
      const refs = ['component:default/a', 'component:default/b'];
      expect([...(await store.readThresholds(refs))]).toEqual([
        ['component:default/a', { ...stored, savedAtMs: 6 }],
      ]);
      await store.deleteThreshold('component:default/a');
      expect((await store.readThresholds(refs)).size).toBe(0);
    });
  });

  describe('the outbox', () => {
    const store = () => DatabaseOutboxStore.create({ database });

    beforeEach(async () => {
      await DatabaseUpgradeStore.create({ database }).createUpgrade(
        sampleUpgrade(samplePlan([])),
      );
    });

    it('gives a message to one sender, and again if that one is lost', async () => {
      const [message] = await store().claimMessages(10, 60_000);
      expect(message).toEqual({ upgradeId: 'upgrade-1', seq: 1, attempts: 1 });
      expect(await store().claimMessages(10, 60_000)).toEqual([]);
      await clock.advance(60_000);
      expect(await store().claimMessages(10, 60_000)).toEqual([
        { ...message, attempts: 2 },
      ]);
    });

    it('forgets a message that was sent', async () => {
      const [message] = await store().claimMessages(10, 60_000);
      await store().completeMessage(message);
      await clock.advance(60_000);
      expect(await store().claimMessages(10, 60_000)).toEqual([]);
    });

    it('keeps a message that could not be sent for later', async () => {
      const [message] = await store().claimMessages(10, 60_000);
      await store().postponeMessage(message, 90_000, 'mail server is down');
      await clock.advance(60_000);
      expect(await store().claimMessages(10, 60_000)).toEqual([]);
      await clock.advance(30_000);
      expect(await store().claimMessages(10, 60_000)).toHaveLength(1);
    });
  });
});
