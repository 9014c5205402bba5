import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterApiError,
  ClusterClient,
  libraryStep,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { EnginePorts } from './EnginePorts';
import {
  DONE,
  EngineBench,
  FAILED,
  scripted,
  ScriptedSteps,
  waitingFor,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';

const MINUTE_MS = 60_000;
const SOAK_MS = 2 * MINUTE_MS;

jest.setTimeout(60_000);

describe('a soak', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
    await bench.client().create(resourceTypes.nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'w-1' },
      spec: {},
    });
    await setReady('True');
  });

  afterEach(() => bench.dispose());

  async function setReady(status: 'True' | 'False'): Promise<void> {
    // No time of transition: what a kubelet reports is not what is looked at here.
    await bench
      .client()
      .patch(
        resourceTypes.nodes,
        { name: 'w-1' },
        'merge',
        { status: { conditions: [{ type: 'Ready', status }] } },
        { subresource: 'status' },
      );
  }

  const soakStep = sampleStep({
    id: 'soak',
    ...libraryStep('soak', { durationMs: SOAK_MS, nodes: ['w-1'] }),
    limitMs: 30 * MINUTE_MS,
  });

  const soaking = ({ steps: { upgrade } }: UpgradeState) =>
    upgrade.soak?.wait?.why.code === 'soaking';

  it('counts nothing of what was before a retry', async () => {
    steps.on('other', () => FAILED);
    const other = sampleStep({
      id: 'other',
      input: scripted('other'),
      dependsOn: ['first'],
    });
    const first = sampleStep({ id: 'first', input: scripted('first') });
    const id = await bench.accept(samplePlan([soakStep, first, other]));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    await bench.until(id, ({ status }) => status === 'needs-attention');
    await setReady('False');
    await bench.work.advance(10 * MINUTE_MS);
    await setReady('True');
    await bench.work.advance(1_000);
    steps.on('other', () => ({
      status: 'done',
      result: { code: 'ok', text: 'It is done' },
    }));
    const retriedAtMs = bench.clock.now();
    await bench.ask(id, 'retry');
    const { steps: after } = await bench.untilFinished(id);
    expect(after.upgrade.soak.finishedAtMs).toBeGreaterThanOrEqual(
      retriedAtMs + SOAK_MS,
    );
  });

  it('goes on while other lanes are skipped, whatever looks are in flight', async () => {
    const laneOf = (name: string) => ({
      lane: { id: `node/${name}`, group: 'nodes', target: name },
    });
    const failing = [1, 2, 3].map(minute => {
      const name = `fails-${minute}`;
      steps.on(name, ({ clock, startedAtMs }) =>
        clock.now() - startedAtMs >= minute * MINUTE_MS
          ? FAILED
          : waitingFor('end', {}, { recheckAfterMs: 1_000 }),
      );
      return sampleStep({ id: name, input: scripted(name), ...laneOf(name) });
    });
    steps.on('busy', async ({ clock, signal }, look) => {
      await clock.sleep(4_000, signal);
      return look < 100 ? waitingFor('end', {}, { recheckAfterMs: 1 }) : DONE;
    });
    const busy = { id: 'busy', input: scripted('busy'), ...laneOf('busy') };
    const plan = samplePlan(
      [{ ...soakStep, ...laneOf('w-1') }, sampleStep(busy), ...failing],
      { laneLimits: { nodes: 5 } },
    );
    plan.strategy = { ...plan.strategy, maxFailedNodes: 3 };
    const id = await bench.accept(plan);
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    const {
      startedAtMs,
      skipped,
      steps: after,
    } = await bench.untilFinished(id);
    expect(Object.keys(skipped ?? {})).toEqual([
      'node/fails-1',
      'node/fails-2',
      'node/fails-3',
    ]);
    const lastedMs = after.upgrade.soak.finishedAtMs! - startedAtMs!;
    expect(lastedMs).toBeLessThan(SOAK_MS + MINUTE_MS / 2);
  });

  it('begins again with another worker', async () => {
    const id = await bench.accept(samplePlan([soakStep]));
    bench.startWorker('w-1', bench.portsFor([]));
    await bench.until(id, soaking);
    await bench.work.advance(SOAK_MS - MINUTE_MS);
    await bench.stopWorker('w-1');
    const takenOverAtMs = bench.clock.now();
    bench.startWorker('w-2', bench.portsFor([]));
    const state = await bench.untilFinished(id);
    expect(state.finishedAtMs).toBeGreaterThanOrEqual(takenOverAtMs + SOAK_MS);
  });

  it('begins again after an outage in which nobody could look', async () => {
    let isOut = false;
    const id = await bench.accept(samplePlan([soakStep]));
    bench.startWorker('w-1', {
      ...bench.portsFor([]),
      clusters: {
        clientFor: async () => {
          if (isOut) {
            throw new Error('The cluster does not answer');
          }
          return bench.client();
        },
      },
    });
    await bench.until(id, soaking);
    isOut = true;
    await bench.work.advance(5 * MINUTE_MS);
    isOut = false;
    const backAtMs = bench.clock.now();
    const state = await bench.untilFinished(id);
    expect(state.finishedAtMs).toBeGreaterThanOrEqual(backAtMs + SOAK_MS);
  });

  /** An account that may not list something: its watch is never heard of. */
  function forbidding(plural: string): EnginePorts {
    const ports = bench.portsFor([]);
    const platform = ports.platformOf('any')!;
    return {
      ...ports,
      platformOf: () => ({
        ...platform,
        watchedResources: [resourceTypes.nodes, resourceTypes.configMaps],
      }),
      clusters: {
        clientFor: async () => {
          const client = bench.client();
          const list: ClusterClient['list'] = (resource, ...more) =>
            resource.plural === plural
              ? Promise.reject(
                  new ClusterApiError(403, 'Forbidden', `${plural}: forbidden`),
                )
              : client.list(resource, ...more);
          return new Proxy(client, {
            get: (target, key) =>
              key === 'list' ? list : Reflect.get(target, key),
          });
        },
      },
    };
  }

  it('comes to its end though something is never heard of that it does not look at', async () => {
    const id = await bench.accept(samplePlan([soakStep]));
    bench.startWorker('w-1', forbidding('configmaps'));
    const state = await bench.untilFinished(id, 10 * SOAK_MS);
    expect(state.outcome).toBe('completed');
  });

  it('does not end while what it looks at is never heard of', async () => {
    const id = await bench.accept(samplePlan([soakStep]));
    bench.startWorker('w-1', forbidding('nodes'));
    await bench.work.advance(10 * SOAK_MS);
    const state = await bench.store.readState(id);
    expect(state.steps.upgrade.soak.status).toBe('waiting');
  });
});
