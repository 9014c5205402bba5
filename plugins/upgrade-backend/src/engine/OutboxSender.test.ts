import { mockServices } from '@backstage/backend-test-utils';
import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { DatabaseOutboxStore } from '../database/DatabaseOutboxStore';
import { DatabaseUpgradeStore } from '../database/DatabaseUpgradeStore';
import { UpgradeDatabase } from '../database/UpgradeDatabase';
import { openMemoryDatabase, PendingWork } from '@cluster-upgrade/simulation';
import {
  samplePlan,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { OutboxSender } from './OutboxSender';
import { TellLater } from './TellLater';

describe('OutboxSender', () => {
  let clock: VirtualClock;
  let work: PendingWork;
  let database: UpgradeDatabase;
  let sent: UpgradeEvent[];
  let refusals: number;
  let isEarly: boolean;
  let sender: OutboxSender;

  beforeEach(async () => {
    clock = new VirtualClock();
    work = new PendingWork(clock);
    database = await openMemoryDatabase(clock);
    sent = [];
    refusals = 0;
    isEarly = false;
    sender = senderFor();
    await store().createUpgrade(sampleUpgrade(samplePlan([])));
  });

  afterEach(async () => {
    await sender.stop();
    await database.knex.destroy();
  });

  const store = () => work.track(DatabaseUpgradeStore.create({ database }));

  function senderFor(): OutboxSender {
    return new OutboxSender(
      {
        outbox: work.track(DatabaseOutboxStore.create({ database })),
        store: store(),
        clock,
        random: new SeededRandom(1),
        logger: mockServices.logger.mock(),
      },
      async event => {
        if (refusals > 0) {
          refusals -= 1;
          throw new Error('mail server is down');
        }
        if (isEarly) {
          throw new TellLater(60_000);
        }
        sent.push(event);
      },
    );
  }

  it('tells about an event that was committed, once', async () => {
    sender.start();
    await work.advance(120_000);
    expect(sent.map(({ seq, type }) => [seq, type])).toEqual([[1, 'created']]);
  });

  it('tries again, later and later', async () => {
    refusals = 3;
    sender.start();
    await work.advance(120_000);
    expect(refusals).toBe(0);
    expect(sent).toHaveLength(1);
  });

  it('waits, without complaint, until it is time to tell', async () => {
    isEarly = true;
    await sender.tick();
    expect(sent).toEqual([]);
    isEarly = false;
    await clock.advance(59_000);
    await sender.tick();
    expect(sent).toEqual([]);
    await clock.advance(1_000);
    await sender.tick();
    expect(sent).toHaveLength(1);
  });

  it('gives up after many attempts', async () => {
    refusals = Infinity;
    let attempts = 0;
    while ((await sender.tick()) > 0) {
      attempts += 1;
      await clock.advance(3_600_000);
    }
    expect(attempts).toBe(20);
    expect(sent).toEqual([]);
  });
});
