import {
  EffectiveThreshold,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterUnreachableError,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  SAMPLE_APPLICATION,
  sampleApplication,
  SamplePod,
  samplePod,
  sampleThreshold,
} from '../health/samplePods';
import {
  DONE,
  EngineBench,
  scripted,
  ScriptedSteps,
  waitingFor,
} from '@cluster-upgrade/simulation';
import {
  samplePlan,
  SAMPLE_REQUESTER,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';

describe('thresholds of applications', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;
  let isReachable: boolean;
  let isHolding: boolean;

  beforeEach(async () => {
    bench = await EngineBench.open();
    isHolding = true;
    steps = new ScriptedSteps().on('hold', () =>
      isHolding ? waitingFor('never', { atLimit: 'hold' }) : DONE,
    );
    isReachable = true;
    await bench.client().create(resourceTypes.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
  });

  afterEach(() => bench.dispose());

  async function putPod(pod: SamplePod): Promise<void> {
    const { metadata, status, ...object } = samplePod({
      changedAtMs: bench.clock.now(),
      ...pod,
    });
    const { uid: _, creationTimestamp: __, ...named } = metadata;
    const client = bench.client();
    await client
      .create(resourceTypes.pods, { ...object, metadata: named })
      .catch(() => {});
    await client.patch(
      resourceTypes.pods,
      { name: pod.name, namespace: 'shop' },
      'merge',
      { status },
      { subresource: 'status' },
    );
  }

  const crash = (name: string) =>
    putPod({ name, isReady: false, waiting: 'CrashLoopBackOff' });

  /** One that reaches the cluster while `isReachable`. */
  function startWorker(name: string): void {
    const ports = bench.portsFor([steps.handler]);
    bench.startWorker(name, {
      ...ports,
      clusters: {
        clientFor: async () =>
          new Proxy(bench.client(), {
            get: (client, member) =>
              isReachable
                ? Reflect.get(client, member, client)
                : () => {
                    throw new ClusterUnreachableError('no route to host');
                  },
          }),
      },
      platformOf: () => ({
        stepHandlers: [steps.handler],
        watchedResources: [],
        inspect: async () => ({
          applications: [sampleApplication()],
          budgets: [],
        }),
      }),
    });
  }

  /** An upgrade that has done one step and holds in the second. */
  async function begin(
    threshold: Partial<EffectiveThreshold> = {},
  ): Promise<string> {
    const plan = samplePlan(
      [
        sampleStep({
          id: 'a',
          input: scripted('a'),
          undo: [sampleUndo({ id: 'undo-a', input: scripted('undo-a') })],
        }),
        sampleStep({ id: 'b', input: scripted('hold'), dependsOn: ['a'] }),
        // Long enough for applications to be looked at.
        sampleStep({ id: 'c', input: scripted('c'), dependsOn: ['b'] }),
      ],
      { thresholds: [sampleThreshold(threshold)] },
    );
    const id = await bench.accept(plan);
    startWorker('w-1');
    await bench.until(id, s => s.steps.upgrade.b?.status === 'waiting');
    return id;
  }

  const healthOf = (state: UpgradeState) => state.health[SAMPLE_APPLICATION];

  it('rolls back by themselves when a breach has lasted', async () => {
    await putPod({ name: 'p-1' });
    const id = await begin();
    const brokenAtMs = bench.clock.now();
    await crash('p-1');
    await crash('p-2');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('rolled-back');
    expect(state.rollback).toMatchObject({ by: 'engine', automatic: true });
    expect(state.failure).toMatchObject({
      kind: 'measured',
      cause: { code: 'threshold-exceeded' },
    });
    expect(steps.effects.map(({ script }) => script)).toEqual(['a', 'undo-a']);
    const lastedMs = state.rollback!.atMs - brokenAtMs;
    expect(lastedMs).toBeGreaterThanOrEqual(30_000);
    expect(lastedMs).toBeLessThan(40_000);
  });

  it('let a breach pass that doesn’t last', async () => {
    const id = await begin();
    await crash('p-1');
    await crash('p-2');
    await bench.until(id, s => healthOf(s)?.verdict === 'breach');
    await bench.work.advance(20_000);
    await putPod({ name: 'p-1' });
    await bench.until(id, s => healthOf(s)?.verdict === 'watch');
    await bench.work.advance(60_000);
    const state = await bench.store.readState(id);
    expect(state.status).toBe('running');
    expect(await bench.eventsOf(id, 'threshold-exceeded')).toEqual([]);
  });

  it('pause, say why, and don’t pause again for the same breach', async () => {
    const id = await begin({ action: 'pause', allowedInstances: 0 });
    await crash('p-1');
    const pausing = await bench.until(id, s => s.status === 'pausing');
    expect(pausing.paused).toMatchObject({
      by: 'engine',
      reason: expect.stringContaining('p-1: crash-loop'),
    });
    await bench.ask(id, 'resume');
    await bench.until(id, s => s.status === 'running');
    await bench.work.advance(120_000);
    expect((await bench.store.readState(id)).status).toBe('running');
    expect(await bench.eventsOf(id, 'threshold-exceeded')).toHaveLength(1);
  });

  it('warn by a record and nothing else', async () => {
    const id = await begin({ action: 'warn', allowedInstances: 0 });
    await crash('p-1');
    await bench.work.advance(120_000);
    expect(await bench.eventsOf(id, 'threshold-exceeded')).toHaveLength(1);
    expect((await bench.store.readState(id)).status).toBe('running');
  });

  it('tell steps at once whose applications nothing waits for while somebody silences them', async () => {
    const told: unknown[] = [];
    steps.on('hold', ({ silencedWorkloads }) => {
      told.push(silencedWorkloads);
      return silencedWorkloads.length > 0 && !isHolding
        ? DONE
        : waitingFor('back', { atLimit: 'hold' });
    });
    await putPod({ name: 'p-1' });
    const id = await begin();
    const { object } = sampleApplication();
    const switchOff = (untilMs: number) =>
      bench.requests.silence(
        id,
        {
          applicationId: SAMPLE_APPLICATION,
          reason: 'It does not come back, and may stay so',
          untilMs,
        },
        { actor: SAMPLE_REQUESTER },
      );
    expect(told.flat()).toEqual([]);
    await switchOff(bench.clock.now() + 3_600_000);
    await bench.work.advance(1_000);
    expect(told.at(-1)).toEqual([object]);
    await switchOff(bench.clock.now());
    await bench.work.advance(1_000);
    expect(told.at(-1)).toEqual([]);
    isHolding = false;
    await switchOff(bench.clock.now() + 3_600_000);
    await bench.untilFinished(id);
  });

  it('are recorded but don’t act while somebody silences them', async () => {
    const id = await begin({ allowedInstances: 0 });
    await bench.requests.silence(
      id,
      {
        applicationId: SAMPLE_APPLICATION,
        reason: 'known to flap today',
        untilMs: bench.clock.now() + 100_000,
      },
      { actor: SAMPLE_REQUESTER },
    );
    await crash('p-1');
    await bench.work.advance(60_000);
    expect(await bench.eventsOf(id, 'threshold-exceeded')).toHaveLength(1);
    expect((await bench.store.readState(id)).status).toBe('running');
    // The time is over and the breach is not.
    expect((await bench.untilFinished(id)).outcome).toBe('rolled-back');
  });

  it('act again as soon as somebody switches them on again', async () => {
    const id = await begin({ allowedInstances: 0 });
    const silence = (untilMs: number) =>
      bench.requests.silence(
        id,
        {
          applicationId: SAMPLE_APPLICATION,
          reason: 'known to flap today',
          untilMs,
        },
        { actor: SAMPLE_REQUESTER },
      );
    const untilMs = bench.clock.now() + 3_600_000;
    await silence(untilMs);
    await crash('p-1');
    await bench.work.advance(60_000);
    expect((await bench.store.readState(id)).status).toBe('running');
    await silence(bench.clock.now());
    expect((await bench.untilFinished(id)).outcome).toBe('rolled-back');
    const [turned] = await bench.eventsOf(id, 'rollback-begun');
    expect(turned.atMs).toBeLessThan(untilMs);
  });

  it('never count what was failing before the start', async () => {
    await crash('p-1');
    await crash('p-2');
    const id = await begin({ allowedInstances: 0 });
    await bench.work.advance(120_000);
    const state = await bench.store.readState(id);
    expect(state.status).toBe('running');
    expect(healthOf(state)).toMatchObject({
      verdict: 'known-before-start',
      knownBeforeStart: ['p-1', 'p-2'],
    });
  });

  it('act after the worker was replaced, from what was frozen at the start', async () => {
    await crash('p-1');
    const id = await begin({ allowedInstances: 0, mustLastMs: 60_000 });
    await crash('p-2');
    await bench.until(id, s => healthOf(s)?.verdict === 'breach');
    const { exceededSinceMs } = healthOf(await bench.store.readState(id));
    const ports = bench.portsFor([steps.handler]);
    bench.startWorker('w-2', ports);
    await bench.stopWorker('w-1');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('rolled-back');
    expect(state.rollback!.atMs - exceededSinceMs!).toBeLessThan(70_000);
    expect(healthOf(state).knownBeforeStart).toEqual(['p-1']);
  });

  it('don’t act on what was seen before a pause, but on what is seen after it', async () => {
    await putPod({ name: 'p-1' });
    const id = await begin({ allowedInstances: 0, mustLastMs: 60_000 });
    await crash('p-1');
    await bench.until(id, s => healthOf(s)?.verdict === 'breach');
    await bench.ask(id, 'pause');
    await bench.until(id, s => s.status === 'pausing');
    isHolding = false;
    await bench.until(id, s => s.status === 'paused');
    await putPod({ name: 'p-1' });
    await bench.work.advance(600_000);
    await bench.ask(id, 'resume');
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('hold the upgrade while nothing can be seen, and pause it when that lasts', async () => {
    const id = await begin();
    isReachable = false;
    const blind = await bench.until(
      id,
      s => healthOf(s)?.verdict === 'no-data',
    );
    expect(blind.status).toBe('running');
    const pausing = await bench.until(id, s => s.status === 'pausing');
    expect(pausing.paused?.reason).toMatch(/could not be seen/);
    isReachable = true;
    await bench.until(id, s => healthOf(s)?.verdict === 'good');
  });

  it('pause it also when nothing could be seen since another worker took it up', async () => {
    const id = await begin();
    await bench.until(id, s => healthOf(s)?.verdict === 'good');
    isReachable = false;
    await bench.stopWorker('w-1');
    startWorker('w-2');
    await bench.until(id, s => healthOf(s)?.verdict === 'no-data');
    const { paused } = await bench.until(id, s => s.status === 'pausing');
    expect(paused?.reason).toMatch(/could not be seen/);
  });
});
