import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  UpgradeEvent,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Knex } from 'knex';
import { eventsWithin } from './api/eventLongPoll';
import { DriverRegistry } from './clusters/DriverRegistry';
import { readUpgradeConfig } from './config';
import { Sealer } from './database/sealing/Sealer';
import { openUpgradeDatabase } from './database/UpgradeDatabase';
import {
  samplePlan,
  SAMPLE_REQUESTER,
} from '@cluster-upgrade/simulation/fixtures';
import { WiredUpgrades, wireUpgrades } from './wireUpgrades';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const onPostgres = databases
  .eachSupportedId()
  .some(([id]) => id === 'POSTGRES_15')
  ? describe
  : describe.skip;

const asked = { actor: SAMPLE_REQUESTER };

/** A backend whose time stands still: whatever it looks for from time to time it never looks for. */
async function wire(
  knex: Knex,
  seed: number,
  worker: object,
): Promise<WiredUpgrades> {
  return wireUpgrades({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: [] }),
    rootConfig: new ConfigReader({}),
    config: readUpgradeConfig(new ConfigReader({ upgrade: { worker } })),
    drivers: new DriverRegistry(),
    logger: mockServices.logger.mock(),
    notifications: { send: async () => {} },
    signals: { publish: async () => {} },
    permissions: mockServices.permissions.mock(),
    permissionsRegistry: mockServices.permissionsRegistry.mock(),
    userInfo: mockServices.userInfo(),
    database: await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer: Sealer.create({ secrets: ['tests'] }),
    }),
    clock: new VirtualClock(),
    random: new SeededRandom(seed),
  });
}

/** Follows at one backend until there is such an event. */
async function untilSeen(
  { services }: WiredUpgrades,
  upgradeId: string,
  type: UpgradeEventType,
): Promise<UpgradeEventType[]> {
  const { clock, hub, upgrades } = services;
  const seen: UpgradeEvent[] = [];
  while (!seen.some(event => event.type === type)) {
    const { events } = await eventsWithin({
      hub,
      clock,
      signal: new AbortController().signal,
      upgradeId,
      waitMs: 25_000,
      read: () =>
        upgrades.readEventsAfter(upgradeId, seen.at(-1)?.seq ?? 0, 100),
      isFinished: async () => false,
    });
    seen.push(...events);
  }
  return seen.map(event => event.type);
}

onPostgres('two backends whose time stands still', () => {
  let owner: WiredUpgrades;
  let other: WiredUpgrades;

  beforeEach(async () => {
    const knex = await databases.init('POSTGRES_15');
    owner = await wire(knex, 1, {});
    other = await wire(knex, 2, { enabled: false });
  });

  afterEach(async () => {
    await Promise.all([owner.stop(), other.stop()]);
  });

  it('hear of each other: a viewer of what the owner writes, and the owner of what is asked for', async () => {
    const { requests } = other.services;
    const { upgradeId } = await requests.create({
      plan: samplePlan([]),
      planId: 'plan-1',
      planHash: 'hash-1',
      apiServerId: 'uid-1',
      cluster: { connectionName: 'prod', ownerRef: undefined },
      acceptedFindings: [],
      actor: SAMPLE_REQUESTER,
    });
    await requests.control(upgradeId, 'pause', asked);
    other.start();
    const paused = untilSeen(other, upgradeId, 'paused');
    owner.start();
    expect(await paused).toContain('claimed');
    const finished = untilSeen(other, upgradeId, 'finished');
    await requests.control(upgradeId, 'cancel', asked);
    expect(await finished).toContain('cancel-begun');
  });
});
