import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterUnreachableError,
  libraryStep,
  resourceTypes,
  StepOutcome,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  DONE,
  EngineBench,
  FAILED,
  scripted,
  ScriptedSteps,
  SimulatedProcess,
  waitingFor,
} from '@cluster-upgrade/simulation';
import {
  samplePlan,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { EnginePorts } from './EnginePorts';
import { UpgradeWorker } from './UpgradeWorker';

const LEASE_MS = 15_000;

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep =>
  sampleStep({ id, input: scripted(id), ...more });

/** What a step never answers that takes its process down. */
function takesDown(process: SimulatedProcess): Promise<StepOutcome> {
  process.die();
  return new Promise(() => {});
}

describe('recovery', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
  });

  afterEach(() => bench.dispose());

  const ports = () => bench.portsFor([steps.handler]);

  /** A worker in a process of its own. */
  function startProcess(name: string, more: Partial<EnginePorts> = {}) {
    const process = new SimulatedProcess(name, bench.clock);
    const { store } = bench;
    const through = new Proxy(store, {
      get: (target, method) => {
        const member = Reflect.get(target, method, target);
        return typeof member === 'function'
          ? (...args: unknown[]) => process.answer(member.apply(target, args))
          : member;
      },
    });
    // Not the bench's: one that died can't be stopped.
    new UpgradeWorker(
      {
        ...ports(),
        store: through,
        clock: process.clock,
        stopwatch: process.stopwatch,
        ...more,
      },
      name,
    ).start();
    return process;
  }

  it('takes over from a process that died, when its lease has run out', async () => {
    steps.on('a', (_, look) => (look < 4 ? waitingFor('slow') : DONE));
    const id = await bench.accept(samplePlan([step('a')]));
    const dying = startProcess('w-1');
    await bench.until(id, s => s.steps.upgrade.a?.status === 'waiting');
    dying.die();
    const diedAtMs = bench.clock.now();
    bench.startWorker('w-2', ports());
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('completed');
    const [, takeover] = await bench.eventsOf(id, 'claimed');
    expect(takeover.data).toMatchObject({ worker: 'w-2', epoch: 2 });
    expect(takeover.atMs - diedAtMs).toBeLessThanOrEqual(LEASE_MS + 3_000);
  });

  it('lets nothing happen twice when a frozen process wakes up after its time', async () => {
    steps.on('a', async (context, look) => {
      if (look > 2) {
        return DONE;
      }
      await context.recordIntent({ code: 'act', text: 'acts' });
      steps.effects.push({
        script: 'a',
        epoch: context.identity.epoch,
        atMs: bench.clock.now(),
      });
      return waitingFor('slow');
    });
    const id = await bench.accept(samplePlan([step('a')]));
    const frozen = startProcess('w-1');
    await bench.until(id, s => s.steps.upgrade.a?.status === 'waiting');
    frozen.freeze(60_000);
    bench.startWorker('w-2', ports());
    await bench.untilFinished(id);
    await bench.work.advance(120_000);
    expect(steps.effects.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const state = await bench.store.readState(id);
    expect(state.outcome).toBe('completed');
  });

  it('refuses a write to the cluster from a step that goes on after its lease was lost', async () => {
    let refusal: unknown;
    steps.on('a', async ({ cluster, clock, identity }) => {
      if (identity.epoch > 1) {
        return DONE;
      }
      // A handler that doesn’t listen to its signal.
      await clock.sleep(40_000);
      await cluster
        .create(resourceTypes.configMaps, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'late', namespace: 'default' },
        })
        .catch(error => {
          refusal = error;
        });
      return DONE;
    });
    const id = await bench.accept(samplePlan([step('a')]));
    let isCutOff = false;
    const cutOff = new Proxy(bench.store, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target);
        return typeof member === 'function'
          ? (...args: unknown[]) => {
              if (isCutOff) {
                return Promise.reject(new Error('network is down'));
              }
              return member.apply(target, args);
            }
          : member;
      },
    });
    bench.startWorker('w-1', { ...ports(), store: cutOff });
    await bench.until(id, s => s.steps.upgrade.a?.status === 'running');
    isCutOff = true;
    bench.startWorker('w-2', ports());
    await bench.untilFinished(id);
    await bench.work.advance(60_000);
    expect(String(refusal)).toMatch(/not held any more/);
    isCutOff = false;
  });

  it('does not count the time in which nobody carried a step on', async () => {
    steps.on('a', (_, look) => (look < 4 ? waitingFor('slow') : DONE));
    const id = await bench.accept(samplePlan([step('a', { limitMs: 60_000 })]));
    startProcess('w-1').die();
    const dying = startProcess('w-2');
    await bench.until(id, s => s.steps.upgrade.a?.status === 'waiting');
    dying.die();
    await bench.work.advance(3_600_000);
    bench.startWorker('w-3', ports());
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('completed');
    expect(state.steps.upgrade.a.idleMs).toBeGreaterThan(3_500_000);
  });

  it('asks a person when workers die of an upgrade again and again', async () => {
    const id = await bench.accept(samplePlan([step('a')]));
    // It kills whoever takes the snapshot; the first one has made progress before.
    for (let round = 1; round <= 7; round += 1) {
      const process: SimulatedProcess = startProcess(`w-${round}`, {
        clusters: {
          clientFor: () => {
            process.die();
            return new Promise(() => {});
          },
        },
      });
      await bench.work.advance(2 * LEASE_MS);
    }
    const state = await bench.store.readState(id);
    expect(state.status).toBe('needs-attention');
    expect(state.failure?.cause.code).toBe('no-progress');
    // Nobody takes it up again by himself.
    const claims = (await bench.eventsOf(id, 'claimed')).length;
    bench.startWorker('w-well', ports());
    await bench.work.advance(10 * LEASE_MS);
    expect(await bench.eventsOf(id, 'claimed')).toHaveLength(claims);
    await bench.ask(id, 'retry');
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('sets an upgrade aside that takes down whoever carries it on, and takes it up again when asked', async () => {
    let current: SimulatedProcess | undefined;
    steps.on('a', async context => {
      await context.recordIntent({ code: 'act', text: 'acts' });
      return current ? takesDown(current) : DONE;
    });
    const id = await bench.accept(samplePlan([step('a')]));
    for (let round = 1; round <= 5; round += 1) {
      current = startProcess(`w-${round}`);
      await bench.work.advance(2 * LEASE_MS);
    }
    const state = await bench.store.readState(id);
    expect(state.status).toBe('needs-attention');
    expect(state.failure?.cause.code).toBe('no-progress');
    expect(state.failure?.cause.text).toMatch(/^Set aside: .* 3 times/);
    // Three tries, and the one that set it aside.
    expect(await bench.eventsOf(id, 'claimed')).toHaveLength(4);
    current = undefined;
    await bench.ask(id, 'retry');
    bench.startWorker('w-well', ports());
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('sets an upgrade aside that kills while its plan is read, without reading it', async () => {
    const id = await bench.accept(samplePlan([step('a')]));
    for (let round = 1; round <= 5; round += 1) {
      const process: SimulatedProcess = startProcess(`w-${round}`, {
        store: new Proxy(bench.store, {
          get: (target, method) => {
            if (method === 'readPlan') {
              process.die();
            }
            const member = Reflect.get(target, method, target);
            return typeof member === 'function'
              ? (...args: unknown[]) =>
                  process.answer(member.apply(target, args))
              : member;
          },
        }),
      });
      await bench.work.advance(2 * LEASE_MS);
    }
    const state = await bench.store.readState(id);
    expect(state.failure?.cause.code).toBe('no-progress');
    await bench.ask(id, 'retry');
    bench.startWorker('w-well', ports());
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('goes on however many workers die, as long as steps end between them', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    let current: SimulatedProcess;
    ids.forEach(name =>
      // The first look at each step costs a worker.
      steps.on(name, (_, look) => (look === 1 ? takesDown(current) : DONE)),
    );
    const id = await bench.accept(
      samplePlan(
        ids.map((name, index) =>
          step(name, { dependsOn: index > 0 ? [ids[index - 1]] : [] }),
        ),
      ),
    );
    for (let round = 0; round <= ids.length; round += 1) {
      current = startProcess(`w-${round}`);
      await bench.work.advance(2 * LEASE_MS);
    }
    expect((await bench.store.readState(id)).outcome).toBe('completed');
    expect(await bench.eventsOf(id, 'needs-attention')).toHaveLength(0);
  });

  it('goes on however many workers die during one long wait, when each was well for long', async () => {
    let isOver = false;
    const { options } = ports();
    const seldom = {
      options: {
        ...options,
        leaseMs: 120_000,
        pollMs: 60_000,
        recheckMs: 120_000,
      },
    };
    steps.on('a', () => (isOver ? DONE : waitingFor('slow')));
    const id = await bench.accept(
      samplePlan([step('a', { limitMs: 24 * 3_600_000 })]),
    );
    for (let round = 0; round < 4; round += 1) {
      const process = startProcess(`w-${round}`, seldom);
      await bench.work.advance(15 * 60_000);
      process.die();
    }
    isOver = true;
    bench.startWorker('w-well', ports());
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  }, 30_000);

  it('fails a step that the installed release can’t read, and says what to do', async () => {
    const id = await bench.accept(samplePlan([step('a')]));
    bench.startWorker(
      'w-1',
      bench.portsFor([
        {
          ...steps.handler,
          parseInput: () => {
            throw new TypeError('nodes is not iterable');
          },
        },
      ]),
    );
    const state = await bench.until(id, s => s.status === 'needs-attention');
    expect(state.failure).toMatchObject({
      cause: { code: 'step-input-invalid' },
      remedy: expect.stringMatching(/made by another release/),
    });
    await bench.ask(id, 'cancel');
    expect((await bench.untilFinished(id)).outcome).toBe('stopped-mixed');
  });

  it('asks a person when the snapshot can’t be saved, and goes on from there', async () => {
    let isReachable = false;
    const id = await bench.accept(
      samplePlan([step('a')], {
        snapshot: [
          {
            object: { apiVersion: 'v1', kind: 'Node', name: 'w-1' },
            pointers: ['/spec'],
          },
        ],
      }),
    );
    bench.startWorker('w-1', {
      ...ports(),
      clusters: {
        clientFor: async () => {
          if (!isReachable) {
            throw new ClusterUnreachableError('no route to host');
          }
          return bench.client();
        },
      },
    });
    const state = await bench.until(id, s => s.status === 'needs-attention');
    expect(state.failure).toMatchObject({
      kind: 'error',
      cause: { code: 'cluster-unreadable' },
    });
    expect(state.failure?.cause.text).toMatch(/no route to host/);
    isReachable = true;
    await bench.ask(id, 'retry');
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('hears a person, and its own end, while saving the snapshot fails', async () => {
    const id = await bench.accept(
      samplePlan([step('a')], {
        snapshot: [
          {
            object: { apiVersion: 'v1', kind: 'Node', name: 'w-1' },
            pointers: ['/spec'],
          },
        ],
      }),
    );
    const offline = {
      ...ports(),
      clusters: {
        clientFor: () => Promise.reject(new ClusterUnreachableError('gone')),
      },
    };
    bench.startWorker('w-1', offline);
    await bench.until(id, ({ status }) => status === 'snapshotting');
    // Long enough for long pauses between two tries.
    const patientUntilMs = bench.clock.now() + 20_000;
    await bench.work.advanceUntil(
      () => bench.clock.now() >= patientUntilMs,
      60_000,
    );
    const stoppedAtMs = bench.clock.now();
    await bench.stopWorker('w-1');
    expect(bench.clock.now() - stoppedAtMs).toBeLessThan(1_000);

    bench.startWorker('w-2', offline);
    await bench.work.advanceUntil(
      () => bench.clock.now() >= patientUntilMs + 20_000,
      60_000,
    );
    const askedAtMs = bench.clock.now();
    await bench.ask(id, 'cancel');
    await bench.untilFinished(id);
    expect(bench.clock.now() - askedAtMs).toBeLessThan(1_000);
  });

  it('proves what it restored, and names what it could not', async () => {
    const client = bench.client();
    for (const name of ['one', 'two']) {
      await client.create(resourceTypes.configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: 'default' },
        data: { version: '1.0.0' },
      });
    }
    const ref = (name: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'default',
      name,
    });
    const change = (name: string, undo: PlanStep['undo']): PlanStep =>
      sampleStep({
        id: name,
        undo,
        ...libraryStep('set-config-data', {
          namespace: 'default',
          name,
          data: { version: '2.0.0' },
        }),
      });
    steps.on('hold', () => waitingFor('never', { atLimit: 'hold' }));
    const id = await bench.accept(
      samplePlan(
        [
          change('one', [
            sampleUndo({
              id: 'back-one',
              ...libraryStep('restore-object', { object: ref('one') }),
            }),
          ]),
          // Its driver forgot how to take it back.
          change('two', []),
          step('hold', { dependsOn: ['one', 'two'] }),
        ],
        {
          snapshot: ['one', 'two'].map(name => ({
            object: ref(name),
            pointers: ['/data'],
          })),
        },
      ),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.hold?.status === 'waiting');
    await bench.ask(id, 'rollback');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('rolled-back-with-leftovers');
    expect(state.proof).toMatchObject({ total: 2, restored: 1 });
    expect(state.proof?.differences).toMatchObject([
      {
        object: { name: 'two' },
        pointer: '/data',
        // What people configured is everybody's to know that it differs, and nobody's to read.
        expected: '{"version":"(not shown)"}',
        found: '{"version":"(not shown)"}, another value of version',
      },
    ]);
  });

  it('asks a person when a step of the way back fails, and tries it again', async () => {
    steps
      .on('hold', () => waitingFor('never', { atLimit: 'hold' }))
      .on('undo', (_, look) => (look === 1 ? FAILED : DONE));
    const id = await bench.accept(
      samplePlan([
        step('hold', {
          undo: [sampleUndo({ id: 'undo', input: scripted('undo') })],
        }),
      ]),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.hold?.status === 'waiting');
    await bench.ask(id, 'rollback');
    const failed = await bench.until(id, s => s.status === 'needs-attention');
    expect(failed.activePlan).toBe('rollback');
    await bench.ask(id, 'retry');
    expect((await bench.untilFinished(id)).outcome).toBe('rolled-back');
  });

  it('calls a rollback that was given up failed', async () => {
    steps
      .on('hold', () => waitingFor('never', { atLimit: 'hold' }))
      .on('undo', () => FAILED);
    const id = await bench.accept(
      samplePlan([
        step('hold', {
          undo: [
            sampleUndo({ id: 'undo', input: scripted('undo') }),
            sampleUndo({
              id: 'give-back',
              input: scripted('give-back'),
              when: 'always',
            }),
          ],
        }),
      ]),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.hold?.status === 'waiting');
    await bench.ask(id, 'rollback');
    await bench.until(id, s => s.status === 'needs-attention');
    await bench.ask(id, 'cancel');
    expect((await bench.untilFinished(id)).outcome).toBe('rollback-failed');
    expect(steps.effects.map(({ script }) => script)).toEqual(['give-back']);
  });
});
