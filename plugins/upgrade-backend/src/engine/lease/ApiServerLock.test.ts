import { ConfigReader } from '@backstage/config';
import {
  createSimulatedCluster,
  SimulatedCluster,
} from '@cluster-upgrade/cluster-simulator';
import {
  ApiRequest,
  ClusterApiError,
  readApiServerId,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterConnector } from '../../clusters/ClusterConnector';
import { KubernetesConnections } from '../../clusters/KubernetesConnections';
import {
  DONE,
  EngineBench,
  scripted,
  ScriptedSteps,
  waitingFor,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { ClusterAccess } from '../EnginePorts';

const { configMaps } = resourceTypes;

function planOf(name: string, ...scripts: string[]) {
  return samplePlan(
    scripts.map((script, index) =>
      sampleStep({
        id: script,
        input: scripted(script),
        dependsOn: scripts.slice(Math.max(0, index - 1), index),
      }),
    ),
    { clusterRef: `resource:default/${name}` },
  );
}

describe('an upgrade from before there were locks', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;
  let isOver: boolean;

  beforeEach(async () => {
    bench = await EngineBench.open();
    isOver = false;
    steps = new ScriptedSteps().on('wait', () =>
      isOver ? DONE : waitingFor('over', {}, { recheckAfterMs: 1_000 }),
    );
  });

  afterEach(() => bench.dispose());

  const accept = async (name: string) => {
    const id = await bench.accept(planOf(name, 'wait'), { id: name });
    await bench.forgetLocks();
    return id;
  };
  const begun = (id: string) =>
    bench.until(id, ({ steps: { upgrade } }) => upgrade.wait !== undefined);

  it('holds that of its API server from when a worker takes it up until it is finished', async () => {
    const uid = await readApiServerId(bench.client());
    const id = await accept('one');
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    await begun(id);
    expect(await bench.store.readLockHolder(uid)).toMatchObject({
      upgradeId: id,
    });
    isOver = true;
    await bench.untilFinished(id);
    expect(await bench.store.readLockHolder(uid)).toBeUndefined();
  });

  it('waits for a person while another one, also from then, is under way there', async () => {
    const first = await accept('one');
    const second = await accept('two');
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    await begun(first);
    const { failure } = await bench.until(
      second,
      ({ status }) => status === 'needs-attention',
    );
    expect(failure).toMatchObject({
      cause: { code: 'api-server-locked', params: { upgradeId: first } },
      remedy: expect.stringContaining(first),
    });
    // Whoever reads this one may not be allowed to see the cluster of that one.
    expect(JSON.stringify(failure)).not.toContain('resource:default/one');
    expect(steps.looksOf('wait')).toBeLessThan(5);
    isOver = true;
    await bench.untilFinished(first);
    await bench.ask(second, 'retry');
    expect((await bench.untilFinished(second)).outcome).toBe('completed');
  });

  it('goes on without one where the cluster may not be asked which one it is', async () => {
    const id = await accept('one');
    const client = bench.client();
    const get: typeof client.get = () =>
      Promise.reject(
        new ClusterApiError(403, 'Forbidden', 'you may not get namespaces'),
      );
    isOver = true;
    bench.startWorker('w-1', {
      ...bench.portsFor([steps.handler]),
      clusters: { clientFor: async () => Object.assign(client, { get }) },
    });
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });
});

describe('a connection that is pointed to another API server in mid-run', () => {
  let bench: EngineBench;
  let first: SimulatedCluster;
  let other: SimulatedCluster;
  let asked: ApiRequest[];
  let connection: { name: string; url: string };
  let clusters: ClusterAccess;

  beforeEach(async () => {
    bench = await EngineBench.open();
    first = createSimulatedCluster(bench);
    other = createSimulatedCluster(bench);
    asked = [];
    connection = { name: 'prod', url: 'https://first' };
    const config = {
      kubernetes: {
        clusterLocatorMethods: [{ type: 'config', clusters: [connection] }],
      },
    };
    const connector = new ClusterConnector({
      connections: new KubernetesConnections(new ConfigReader(config)),
      clock: bench.clock,
      open: ({ url }) => ({
        request: request => {
          const isFirst = url === 'https://first';
          if (!isFirst) {
            asked.push(request);
          }
          return (isFirst ? first : other).transport.request(request);
        },
        retire: () => {},
        close: () => {},
      }),
    });
    clusters = {
      clientFor: async ({ clusterRef: ref, apiServerId }) =>
        bench.work.track(
          await connector.connect({ ref, connectionName: 'prod' }, apiServerId),
        ),
    };
  });

  afterEach(() => bench.dispose());

  /** Writes a ConfigMap once it may. */
  const writing = (name: string, mayWrite: () => boolean) =>
    new ScriptedSteps().on(name, async ({ cluster }) => {
      if (!mayWrite()) {
        return waitingFor('turn', {}, { recheckAfterMs: 10_000 });
      }
      await cluster.create(configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: 'default' },
      });
      return DONE;
    });

  it('stops the upgrade with a sentence, and nothing of the other one is touched', async () => {
    const apiServerId = await readApiServerId(first.client());
    let mayWrite = false;
    const steps = writing('write', () => mayWrite);
    const id = await bench.accept(planOf('one', 'write'), { apiServerId });
    bench.startWorker('w-1', {
      ...bench.portsFor([steps.handler]),
      clusters,
    });
    await bench.until(id, state => state.steps.upgrade.write !== undefined);
    connection.url = 'https://other';
    mayWrite = true;
    const state = await bench.until(
      id,
      ({ status }) => status === 'needs-attention',
    );
    expect(state.failure?.cause).toMatchObject({
      code: 'other-api-server',
      text: expect.stringMatching(
        /^The connection 'prod' leads to another API server than the one that this upgrade was started on/,
      ),
    });
    const writes = asked.filter(({ method }) => method !== 'GET');
    expect(writes).toEqual([]);
    expect(new Set(asked.map(({ path }) => path))).toEqual(
      new Set(['/api/v1/namespaces/kube-system']),
    );

    connection.url = 'https://first';
    await bench.ask(id, 'retry');
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
    const written = await first.client().list(configMaps);
    expect(written.items.map(({ metadata }) => metadata.name)).toContain(
      'write',
    );
  });
});
