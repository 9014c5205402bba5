import {
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ANNOTATION_PAUSED_BY,
  SeededRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { violations } from '@cluster-upgrade/simulation';
import { runSeed } from '@cluster-upgrade/simulation';
import {
  openWekaBench,
  openWekaScenario,
  WekaBench,
  wekaDriver,
} from './scenario';

jest.setTimeout(300_000);

const LONG_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const HELD = ['drives/await', 'compute/await', 'frontends/await'];

describe('a Weka cluster in virtual time', () => {
  let weka: WekaBench;
  let plan: UpgradePlan;
  let id: string;

  beforeEach(async () => {
    weka = await openWekaBench(1);
    plan = await weka.makePlan();
    id = await weka.bench.accept(plan);
    weka.bench.startWorker('w-1', {
      ...weka.bench.portsFor([]),
      platformOf: () => wekaDriver,
    });
  });

  afterEach(() => weka.bench.dispose());

  const until = (isReached: (state: UpgradeState) => boolean) =>
    weka.bench.until(id, isReached, LONG_MS);

  /** What the operator has done so far. */
  const progress = async () =>
    (await weka.readBackends()).map(
      ({ metadata, spec, status }) =>
        `${metadata.name} ${spec.image} ${status.lastAppliedImage} ${status.status}`,
    );

  async function check(): Promise<void> {
    const stored = await weka.bench.store.readState(id);
    const plans = {
      upgrade: plan,
      rollback: await weka.bench.store.readPlan(id, 'rollback'),
      cleanup: await weka.bench.store.readPlan(id, 'cleanup'),
    };
    const events = await weka.bench.events(id);
    expect(violations(events, plans, stored)).toEqual([]);
  }

  it.each(HELD)('stands still in a pause during %s', async stepId => {
    await until(s => s.steps.upgrade[stepId]?.status === 'waiting');
    await weka.bench.ask(id, 'pause');
    const paused = await until(s => s.status === 'paused');
    const held = Object.entries(paused.steps.upgrade).filter(
      ([, { wait }]) => wait?.isSuspended,
    );
    expect(held).toHaveLength(1);
    const before = await progress();
    await weka.bench.work.advance(20 * MINUTE_MS);
    expect(await progress()).toEqual(before);

    await weka.bench.ask(id, 'resume');
    const state = await until(({ status }) => status === 'finished');
    expect(state.outcome).toBe('completed');
    const { spec } = await weka.readCluster();
    expect(spec.overrides?.upgradePaused).toBeUndefined();
    await check();
  });

  it('can be paused again and again, at any moment', async () => {
    const random = new SeededRandom(3);
    let pauses = 0;
    for (;;) {
      await weka.bench.work.advance(Math.ceil(random.next() * 90_000));
      const { status } = await weka.bench.store.readState(id);
      if (status === 'finished') {
        break;
      }
      if (status === 'running') {
        await weka.bench.ask(id, 'pause');
        pauses += 1;
      } else if (status === 'paused' || status === 'pausing') {
        await weka.bench.ask(id, 'resume');
      }
    }
    const state = await weka.bench.store.readState(id);
    expect([state.outcome, pauses > 3]).toEqual(['completed', true]);
    await check();
  });

  it('names the clients as what a pause has to wait for, and why', async () => {
    const clients = plan.steps.find(({ phaseId }) => phaseId === 'clients')!;
    const awaited = plan.steps.find(
      ({ dependsOn }) => dependsOn[0] === clients.id,
    )!;
    await until(s => s.steps.upgrade[awaited.id]?.status === 'waiting');
    await weka.bench.ask(id, 'pause');
    await until(s => s.status === 'paused' || s.status === 'finished');
    const [begun] = await weka.bench.eventsOf(id, 'pause-begun');
    expect(begun.data.waitsFor?.[0].text).toBe(
      `pauses when '${awaited.title}' is done, because the Weka operator's pause is for the storage cluster, and clients go on without it`,
    );
    const state = await weka.bench.store.readState(id);
    expect(state.steps.upgrade[awaited.id].status).toBe('done');
  });

  it.each(['while it works', 'while it is held'])(
    'does not go on by itself when cancelled %s',
    async when => {
      await until(s => s.steps.upgrade['drives/await']?.status === 'waiting');
      if (when === 'while it is held') {
        await weka.bench.ask(id, 'pause');
        await until(s => s.status === 'paused');
      }
      await weka.bench.ask(id, 'cancel');
      const state = await until(({ status }) => status === 'finished');
      expect(state.outcome).toBe('stopped-mixed');
      const { spec } = await weka.readCluster();
      expect(spec.overrides).toEqual({ upgradePaused: true });
      // One container may have been begun.
      await weka.bench.work.advance(10 * MINUTE_MS);
      const before = await progress();
      await weka.bench.work.advance(30 * MINUTE_MS);
      expect(await progress()).toEqual(before);
      await check();
    },
  );

  it.each(['cancel', 'rollback'] as const)(
    'is finished by the next upgrade, after a %s half-way',
    async action => {
      await until(s => s.steps.upgrade['drives/await']?.status === 'waiting');
      await weka.bench.work.advanceUntil(
        async () =>
          (await weka.readBackends()).some(({ status }) =>
            status.lastAppliedImage.endsWith(plan.toVersion),
          ),
        LONG_MS,
      );
      await weka.bench.ask(id, action);
      await until(({ status }) => status === 'finished');

      plan = await weka.makePlan();
      expect(plan.steps[0].title).toBe(
        `Let the operator finish ${plan.toVersion} on the WekaCluster weka-prod`,
      );
      id = await weka.bench.accept(plan, { id: 'upgrade-2' });
      const state = await until(({ status }) => status === 'finished');
      expect(state.outcome).toBe('completed');
      const { spec, status, metadata } = await weka.readCluster();
      expect(status.lastAppliedImage).toBe(spec.image);
      expect(spec.image.endsWith(plan.toVersion)).toBe(true);
      expect(spec.overrides?.upgradePaused).toBeUndefined();
      expect(metadata.annotations?.[ANNOTATION_PAUSED_BY]).toBeUndefined();
      await check();
    },
  );

  it('is never taken back once a container was told to change', async () => {
    await until(s => s.steps.upgrade['drives/await']?.status === 'waiting');
    await weka.bench.work.advanceUntil(
      async () =>
        (await weka.readBackends()).some(({ spec }) =>
          spec.image.endsWith(plan.toVersion),
        ),
      LONG_MS,
    );
    await weka.bench.ask(id, 'rollback');
    const state = await until(({ status }) => status === 'finished');
    expect(state.outcome).toBe('rolled-back-with-leftovers');
    const { spec } = await weka.readCluster();
    expect(spec.image.endsWith(plan.toVersion)).toBe(true);
    expect(spec.overrides).toEqual({ upgradePaused: true });
    await check();
  });
});

describe('a Weka cluster unlike the usual one', () => {
  /** Runs the upgrade that it is offered, by a worker of its own. */
  async function upgraded(
    variants: string[],
    meanwhile?: (weka: WekaBench, id: string) => Promise<void>,
  ) {
    const weka = await openWekaBench(1, variants);
    const plan = await weka.makePlan();
    const id = await weka.bench.accept(plan);
    weka.bench.startWorker('w-1', {
      ...weka.bench.portsFor([]),
      platformOf: () => wekaDriver,
    });
    await meanwhile?.(weka, id);
    const state = await weka.bench.until(
      id,
      ({ status }) => status === 'finished',
      LONG_MS,
    );
    const cluster = await weka.readCluster();
    const containers = await weka.readContainers();
    await weka.bench.dispose();
    return { plan, state, cluster, containers };
  }

  const tagOf = (image: string) => image.slice(image.lastIndexOf(':') + 1);

  it('is upgraded again and again with an envoy that keeps its image', async () => {
    const { containers, state, plan } = await upgraded([]);
    expect(state.outcome).toBe('completed');
    const envoys = containers.filter(({ spec }) => spec.mode === 'envoy');
    expect(envoys).toHaveLength(2);
    expect(envoys.map(({ spec }) => tagOf(spec.image))).toEqual([
      plan.fromVersion,
      plan.fromVersion,
    ]);
  });

  it('is finished after it was found half-way', async () => {
    const { state, cluster, plan } = await upgraded(['half-upgraded']);
    expect(plan.fromVersion).toBe('mixed');
    expect(state.outcome).toBe('completed');
    expect(tagOf(cluster.status.lastAppliedImage)).toBe(plan.toVersion);
    expect(cluster.spec.overrides).toEqual({});
    // Each container is seen where it is.
    expect(plan.targets!.map(({ id }) => state.targets?.[id].status)).toEqual(
      plan.targets!.map(() => 'done'),
    );
  });

  it('upgrades a client that lives in another namespace', async () => {
    const { state, containers, plan } = await upgraded(['second-namespace']);
    expect(state.outcome).toBe('completed');
    expect(
      containers
        .filter(({ metadata }) => metadata.namespace === 'weka-batch')
        .map(({ status }) => tagOf(status.lastAppliedImage)),
    ).toEqual([plan.toVersion, plan.toVersion]);
  });

  it('names the client that keeps a frontend from its image, and goes on when it is taken away', async () => {
    const { state, cluster, plan } = await upgraded(
      ['shared-node'],
      async (weka, id) => {
        const waiting = await weka.bench.until(
          id,
          ({ steps }) =>
            steps.upgrade['frontends/await']?.wait?.why.code ===
            'weka-other-image-beside',
          LONG_MS,
        );
        expect(waiting.steps.upgrade['frontends/await'].wait).toMatchObject({
          unblocks: { kind: 'platform-team' },
          why: {
            params: {
              container: 'weka-prod-s3-0',
              pod: 'edge-clients-0',
              node: 'weka-node-1',
            },
          },
        });
        // Far beyond what counts as a stall.
        await weka.bench.work.advance(60 * MINUTE_MS);
        expect((await weka.bench.store.readState(id)).status).toBe('running');
        await weka.deleteContainer('weka', 'edge-clients-0');
      },
    );
    expect(state.outcome).toBe('completed');
    expect(tagOf(cluster.status.lastAppliedImage)).toBe(plan.toVersion);
  });

  it('waits for a person where a client is manual, and goes on when its pods are deleted', async () => {
    const { state } = await upgraded(['manual-client'], async (weka, id) => {
      const waiting = await weka.bench.until(
        id,
        ({ steps }) =>
          steps.upgrade['clients/careful-clients/await']?.wait?.why.code ===
          'weka-client-manual',
        LONG_MS,
      );
      expect(
        waiting.steps.upgrade['clients/careful-clients/await'].wait,
      ).toMatchObject({ unblocks: { kind: 'platform-team' } });
      // Far beyond what counts as a stall.
      await weka.bench.work.advance(60 * MINUTE_MS);
      expect((await weka.bench.store.readState(id)).status).toBe('running');
      await weka.deletePod('weka', 'careful-clients-0');
    });
    expect(state.outcome).toBe('completed');
  });
});

describe('a Weka cluster with everything that can go wrong', () => {
  it.each([1, 2, 3])('keeps every rule, with seed %i', async seed => {
    const { violations: broken } = await runSeed(seed, openWekaScenario);
    expect(broken).toEqual([]);
  });
});
