import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import {
  DONE,
  EngineBench,
  FAILED,
  scripted,
  ScriptedSteps,
  waitingFor,
  violations,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';

const LONG_MS = 600_000;
jest.setTimeout(60_000);

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep =>
  sampleStep({ id, input: scripted(id), ...more });

const PLAN = [step('a'), step('b', { dependsOn: ['a'] })];

describe('an upgrade that waits for a person', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps().on('a', (_, look) =>
      look < 3 ? waitingFor('slow') : DONE,
    );
  });

  afterEach(() => bench.dispose());

  const startWorker = (maxUpgrades = 1) =>
    bench.startWorker('w-1', bench.portsFor([steps.handler], { maxUpgrades }));

  const accept = (id: string, plan: PlanStep[]) =>
    bench.accept(samplePlan(plan, { clusterRef: `resource:default/${id}` }), {
      id,
    });

  /** How long it takes from now until the upgrade has left a status. */
  async function leaves(id: string, status: string): Promise<number> {
    const fromMs = bench.clock.now();
    await bench.until(id, s => s.status !== status, 60_000);
    return bench.clock.now() - fromMs;
  }

  it('gives its place to the next one while it is paused, and goes on at once when resumed', async () => {
    const first = await accept('first', PLAN);
    startWorker();
    await bench.until(first, s => s.steps.upgrade.a?.wait !== undefined);
    await bench.ask(first, 'pause');
    await bench.until(first, s => s.status === 'paused');

    const second = await accept('second', [step('c')]);
    expect((await bench.untilFinished(second)).outcome).toBe('completed');

    await bench.work.advance(LONG_MS);
    await bench.ask(first, 'resume');
    expect(await leaves(first, 'paused')).toBeLessThan(1_000);
    const state = await bench.untilFinished(first);
    expect(state.outcome).toBe('completed');
    const events = await bench.events(first);
    expect(violations(events, { upgrade: samplePlan(PLAN) }, state)).toEqual(
      [],
    );
    // Nobody held it meanwhile, and nobody took it up for nothing.
    expect(events.filter(({ type }) => type === 'claimed')).toHaveLength(2);
  });

  it('gives its place to the next one while a decision is awaited, and goes on at once', async () => {
    steps.on('a', (_, look) => (look === 1 ? FAILED : DONE));
    const first = await accept('first', [step('a')]);
    startWorker();
    await bench.until(first, s => s.status === 'needs-attention');
    const second = await accept('second', [step('c')]);
    await bench.untilFinished(second);
    await bench.work.advance(LONG_MS);
    await bench.ask(first, 'retry');
    expect(await leaves(first, 'needs-attention')).toBeLessThan(1_000);
    expect((await bench.untilFinished(first)).outcome).toBe('completed');
  });

  it('goes on at once although others have taken its place meanwhile', async () => {
    steps.on('busy', () => waitingFor('never', { atLimit: 'hold' }));
    const first = await accept('first', PLAN);
    startWorker();
    await bench.until(first, s => s.steps.upgrade.a?.wait !== undefined);
    await bench.ask(first, 'pause');
    await bench.until(first, s => s.status === 'paused');
    const second = await accept('second', [step('busy')]);
    const third = await accept('third', [step('c')]);
    await bench.until(second, s => s.steps.upgrade.busy !== undefined);

    await bench.ask(first, 'cancel');
    expect(await leaves(first, 'paused')).toBeLessThan(1_000);
    await bench.untilFinished(first);
    // What is new waits for a place.
    expect((await bench.store.readState(third)).status).toBe('queued');
  });

  it('lets a request be carried out that came while it was given back', async () => {
    const first = await accept('first', PLAN);
    const release = bench.store.releaseLease.bind(bench.store);
    const ports = bench.portsFor([steps.handler]);
    let isAsked = false;
    bench.startWorker('w-1', {
      ...ports,
      store: new Proxy(bench.store, {
        get: (store, name) =>
          name === 'releaseLease'
            ? async (...args: Parameters<typeof release>) => {
                if (!isAsked) {
                  isAsked = true;
                  await bench.ask(first, 'resume');
                }
                return release(...args);
              }
            : Reflect.get(store, name, store),
      }),
    });
    await bench.until(first, s => s.steps.upgrade.a?.wait !== undefined);
    await bench.ask(first, 'pause');
    expect((await bench.untilFinished(first)).outcome).toBe('completed');
    expect(isAsked).toBe(true);
  });

  it('is given back although the cluster that it watches gives no answer any more', async () => {
    let isSilent = false;
    let isHolding = true;
    steps.on('a', () =>
      isHolding ? waitingFor('slow', { atLimit: 'hold' }) : DONE,
    );
    const silent = new Promise<never>(() => {});
    const ports = bench.portsFor([steps.handler]);
    bench.startWorker('w-1', {
      ...ports,
      platformOf: () => ({
        stepHandlers: [steps.handler],
        watchedResources: [resourceTypes.pods],
        inspect: async () => ({ applications: [], budgets: [] }),
      }),
      clusters: {
        clientFor: async () =>
          new Proxy(bench.client(), {
            get: (client, member) =>
              isSilent && member === 'list'
                ? () => silent
                : Reflect.get(client, member, client),
          }),
      },
    });
    const id = await accept('first', PLAN);
    await bench.until(id, s => s.steps.upgrade.a?.status === 'waiting');
    isSilent = true;
    // Longer than until everything is listed anew.
    await bench.work.advance(LONG_MS / 10);
    await bench.ask(id, 'pause');
    isHolding = false;
    await bench.until(id, s => s.status === 'paused');
    await bench.work.advance(LONG_MS / 10);
    await bench.ask(id, 'resume');
    expect(await leaves(id, 'paused')).toBeLessThan(1_000);
  });
});
