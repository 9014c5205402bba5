import {
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { omniCloudDriver as driver } from '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud';
import {
  ClusterClient,
  SeededRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeWorker } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import {
  avoidedNodes,
  OmniCloudBench,
  OMNICLOUD_NEW,
  OMNICLOUD_OLD,
  openOmniCloudBench,
} from './scenario';
import {
  EngineBench,
  SimulatedProcess,
  violations,
} from '@cluster-upgrade/simulation';

jest.setTimeout(300_000);

const LONG_MS = 24 * 3_600_000;

/** It has finished, or waits for somebody. */
const isOver = ({ status }: UpgradeState) =>
  status === 'finished' || status === 'needs-attention';

describe('an OmniCloud cluster in virtual time', () => {
  let omniCloud: OmniCloudBench;
  let bench: EngineBench;

  beforeEach(async () => {
    omniCloud = await openOmniCloudBench(1);
    bench = omniCloud.bench;
  });

  afterEach(() => bench.dispose());

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
    const before = await omniCloud.inspect();
    const id = await bench.accept(await omniCloud.makePlan());
    bench.startWorker('w-1', ports());
    const state = await bench.until(id, isOver, LONG_MS);
    expect(state.failure).toBeUndefined();
    expect(state.outcome).toBe('completed');
    const after = await omniCloud.inspect();
    expect(after.version).toBe(OMNICLOUD_NEW);
    expect(after.nodes.map(({ name }) => name)).toEqual(
      before.nodes.map(({ name }) => name),
    );
    expect(after.nodes.filter(({ isCordoned }) => isCordoned)).toEqual([]);
    await check(id);
  });

  it('moves fewer pods when they avoid the nodes that are still to come', async () => {
    const plan = await omniCloud.makePlan();
    const withAvoiding = await movesOf(omniCloud, plan);
    const other = await openOmniCloudBench(1);
    const moves = await movesOf(other, withoutAvoiding(plan));
    await other.bench.dispose();
    expect(withAvoiding).toBeLessThan(moves);
  });

  it('is rolled back by itself when an application breaks, and proven as before', async () => {
    const id = await bench.accept(
      await omniCloud.makePlan({}, { allowedInstances: 0, mustLastMs: 10_000 }),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, ({ seq }) => seq > 100, LONG_MS);
    await omniCloud.cluster.breakApplication('crash-loop');
    const state = await bench.until(id, isOver, LONG_MS);
    expect(state.failure?.cause.code).toBe('threshold-exceeded');
    expect(state.proof?.differences).toEqual([]);
    expect(state.outcome).toBe('rolled-back');
    expect((await omniCloud.inspect()).version).toBe(OMNICLOUD_OLD);
    await check(id);
  });

  it.each([1, 2, 3])(
    'ends the same however often workers are killed (seed %i)',
    async seed => {
      const random = new SeededRandom(seed);
      // A soak begins again with each worker, so it has to fit between two kills.
      const id = await bench.accept(
        await omniCloud.makePlan({ nodeSoakMs: 2_000, finalSoakMs: 5_000 }),
      );
      let kills = 0;
      let process = startProcess('w-0');
      for (;;) {
        await bench.work.advance(Math.ceil(random.next() * 40_000));
        if (isOver(await bench.store.readState(id))) {
          break;
        }
        process.die();
        kills += 1;
        process = startProcess(`w-${kills}`);
      }
      const state = await bench.store.readState(id);
      expect([state.outcome, kills > 3]).toEqual(['completed', true]);
      expect((await omniCloud.inspect()).version).toBe(OMNICLOUD_NEW);
      process.die();
      await check(id);
    },
  );

  /** Pods that were evicted from nodes in turn, over one whole upgrade. */
  async function movesOf(
    { bench: on }: OmniCloudBench,
    plan: UpgradePlan,
  ): Promise<number> {
    let moves = 0;
    const counting = new Proxy(on.client(), {
      get: (client, member) => {
        const method = Reflect.get(client, member, client);
        return member === 'evict'
          ? (...args: Parameters<ClusterClient['evict']>) =>
              client.evict(...args).then(() => (moves += 1))
          : method?.bind(client);
      },
    });
    const id = await on.accept(plan);
    on.startWorker('w-1', {
      ...on.portsFor([]),
      platformOf: () => driver,
      clusters: { clientFor: async () => counting },
    });
    const { outcome } = await on.until(id, isOver, LONG_MS);
    expect(outcome).toBe('completed');
    expect(await avoidedNodes(on)).toEqual([]);
    return moves;
  }

  function withoutAvoiding(plan: UpgradePlan): UpgradePlan {
    const avoid = plan.steps.find(({ kind }) => kind === 'avoid-nodes')!;
    return {
      ...plan,
      steps: plan.steps
        .filter(step => step !== avoid)
        .map(step => ({
          ...step,
          dependsOn: step.dependsOn.flatMap(id =>
            id === avoid.id ? avoid.dependsOn : [id],
          ),
        })),
    };
  }

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
