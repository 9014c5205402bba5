import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import {
  EffectiveThreshold,
  Inventory,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { omniCloudDriver as driver } from '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { violations } from '../engine/invariants';
import { UpgradeWorker } from '../engine/UpgradeWorker';
import { EngineBench } from './EngineBench';
import { SAMPLE_CLUSTER } from './samplePlan';
import { SimulatedProcess } from './SimulatedProcess';

jest.setTimeout(300_000);

const LONG_MS = 24 * 3_600_000;

/** It has finished, or waits for somebody. */
const isOver = ({ status }: UpgradeState) =>
  status === 'finished' || status === 'needs-attention';

type Cluster = ReturnType<typeof startInProcessCluster>;

describe('an OmniCloud cluster in virtual time', () => {
  let bench: EngineBench;
  let cluster: Cluster;

  beforeEach(async () => {
    bench = await EngineBench.open(1, (clock, random) => {
      cluster = startInProcessCluster({ clock, random, platform: 'omnicloud' });
      return { client: () => cluster.client, stop: () => cluster.stop() };
    });
    await bench.work.advanceUntil(() => cluster.isSeeded(), LONG_MS);
  });

  afterEach(() => bench.dispose());

  const inspect = () =>
    bench.work.count(
      driver.inspect({
        clusterRef: SAMPLE_CLUSTER,
        cluster: bench.client(),
        clock: bench.clock,
      }),
    );

  async function makePlan(
    threshold: Partial<EffectiveThreshold> = {},
  ): Promise<UpgradePlan> {
    const context = {
      clusterRef: SAMPLE_CLUSTER,
      cluster: bench.client(),
      clock: bench.clock,
    };
    const inventory = await inspect();
    const target = await driver.describeTarget(context, inventory, 'v1.5.0');
    return driver.compilePlan({
      inventory,
      target,
      path: ['v1.5.0'],
      strategy: driver.defaultStrategy,
      thresholds: thresholdsFor(inventory, threshold),
      facts: await driver.readPlanFacts(context, inventory, target),
    });
  }

  const ports = () => ({
    ...bench.portsFor([]),
    platformOf: () => driver,
  });

  async function check(id: string): Promise<void> {
    const plans = {
      upgrade: (await bench.store.readPlan(id, 'upgrade'))!,
      rollback: await bench.store.readPlan(id, 'rollback'),
      cleanup: await bench.store.readPlan(id, 'cleanup'),
    };
    const events = await allEvents(id);
    const stored = await bench.store.readState(id);
    expect(violations(events, plans, stored)).toEqual([]);
  }

  async function allEvents(id: string) {
    const events = await bench.events(id);
    for (;;) {
      const more = await bench.store.readEventsAfter(id, events.length, 500);
      if (more.length === 0) {
        return events;
      }
      events.push(...more);
    }
  }

  it('is upgraded from plan to proof', async () => {
    const before = await inspect();
    const id = await bench.accept(await makePlan());
    bench.startWorker('w-1', ports());
    const state = await bench.until(id, isOver, LONG_MS);
    expect(state.failure).toBeUndefined();
    expect(state.outcome).toBe('completed');
    const after = await inspect();
    expect(after.version).toBe('v1.5.0');
    expect(after.nodes.map(({ name }) => name)).toEqual(
      before.nodes.map(({ name }) => name),
    );
    expect(after.nodes.filter(({ isCordoned }) => isCordoned)).toEqual([]);
    await check(id);
  });

  it('is rolled back by itself when an application breaks, and proven as before', async () => {
    const before = await inspect();
    const id = await bench.accept(
      await makePlan({ allowedInstances: 0, mustLastMs: 10_000 }),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, ({ seq }) => seq > 100, LONG_MS);
    await cluster.breakApplication('crash-loop');
    const state = await bench.until(id, isOver, LONG_MS);
    expect(state.failure?.cause.code).toBe('threshold-exceeded');
    expect(state.proof?.differences).toEqual([]);
    expect(state.outcome).toBe('rolled-back');
    expect((await inspect()).version).toBe(before.version);
    await check(id);
  });

  it.each([1, 2, 3])(
    'ends the same however often workers are killed (seed %i)',
    async seed => {
      const random = new SeededRandom(seed);
      const id = await bench.accept(await makePlan());
      let kills = 0;
      let process = startProcess('w-0');
      for (;;) {
        await bench.work.advance(Math.ceil(random.next() * 60_000));
        if (isOver(await bench.store.readState(id))) {
          break;
        }
        process.die();
        kills += 1;
        process = startProcess(`w-${kills}`);
      }
      const state = await bench.store.readState(id);
      expect([state.outcome, kills > 5]).toEqual(['completed', true]);
      expect((await inspect()).version).toBe('v1.5.0');
      process.die();
      await check(id);
    },
  );

  function startProcess(name: string): SimulatedProcess {
    const process = new SimulatedProcess(name, bench.clock);
    const through = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (object, member) => {
          const method = Reflect.get(object, member, object);
          return typeof method === 'function' && member !== 'watch'
            ? (...args: unknown[]) => process.answer(method.apply(object, args))
            : method;
        },
      });
    new UpgradeWorker(
      {
        ...ports(),
        store: through(bench.store),
        clusters: { clientFor: async () => through(bench.client()) },
        clock: process.clock,
        stopwatch: process.stopwatch,
      },
      name,
    ).start();
    return process;
  }
});

function thresholdsFor(
  { applications }: Inventory,
  threshold: Partial<EffectiveThreshold>,
): EffectiveThreshold[] {
  return applications.map(({ id }) => ({
    applicationId: id,
    maxFailures: 1,
    allowedInstances: 1,
    unit: 'count',
    mustLastMs: 60_000,
    action: 'rollback',
    source: 'platform-default',
    sourceName: 'upgrade.thresholds.default',
    ...threshold,
  }));
}
