import {
  isApiError,
  RestClusterClient,
  resourceTypes,
  SeededRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { createSimulatedCluster } from '../SimulatedCluster';
import { RequestFault } from './requestFault';

function start() {
  const clock = new VirtualClock();
  const cluster = createSimulatedCluster({
    clock,
    random: new SeededRandom(7),
  });
  return { clock, cluster, client: cluster.client() };
}

function configMap(name: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
  };
}

describe('faults of requests', () => {
  it('refuses the matching requests, as often as told, in the words of the API', async () => {
    const { cluster, client } = start();
    cluster.faults.set({
      name: 'busy',
      kind: 'request-error',
      match: { verbs: ['create'], resources: ['configmaps'] },
      status: 429,
      retryAfterSeconds: 3,
      times: 2,
    });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(
        client.create(resourceTypes.configMaps, configMap('a')),
      ).rejects.toMatchObject({
        status: 429,
        reason: 'TooManyRequests',
        retryAfterMs: 3000,
      });
    }
    await client.create(resourceTypes.configMaps, configMap('a'));
    expect(cluster.faults.list()).toEqual([]);
  });

  it.each([
    ['another verb', { verbs: ['delete'] }],
    ['another resource', { resources: ['pods'] }],
    ['a subresource', { resources: ['configmaps/status'] }],
    ['another namespace', { namespace: 'kube-system' }],
    ['another object', { object: 'b' }],
  ])('leaves requests alone where the fault is for %s', async (_, match) => {
    const { cluster, client } = start();
    cluster.faults.set({ name: 'x', kind: 'request-error', match });
    await client.create(resourceTypes.configMaps, configMap('a'));
    expect(
      await client.get(resourceTypes.configMaps, {
        name: 'a',
        namespace: 'default',
      }),
    ).toMatchObject({ metadata: { name: 'a' } });
  });

  it('hits the same requests in every run with the same seed', async () => {
    const outcomes = async () => {
      const { cluster, client } = start();
      cluster.faults.set({
        name: 'sometimes',
        kind: 'request-error',
        match: {},
        status: 500,
        probability: 0.5,
      });
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 40; attempt += 1) {
        await client.list(resourceTypes.configMaps).then(
          () => statuses.push(200),
          error => statuses.push(isApiError(error, 500) ? 500 : 0),
        );
      }
      return statuses;
    };
    const first = await outcomes();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await outcomes()).toEqual(first);
  });

  it('answers late by the given time', async () => {
    const { clock, cluster, client } = start();
    cluster.faults.set({
      name: 'slow',
      kind: 'request-latency',
      match: {},
      delayMs: 5_000,
    });
    let isAnswered = false;
    const answered = client.list(resourceTypes.nodes).then(() => {
      isAnswered = true;
    });
    await clock.advance(4_999);
    expect(isAnswered).toBe(false);
    await clock.advance(1);
    await answered;
    expect(isAnswered).toBe(true);
  });

  it('spares the control plane itself', async () => {
    const { cluster } = start();
    cluster.faults.set({ name: 'all', kind: 'request-error', match: {} });
    await expect(
      cluster.controlPlaneClient().list(resourceTypes.nodes),
    ).resolves.toMatchObject({ items: [] });
  });
});

describe('faults of watches', () => {
  async function watchWith(fault: Omit<RequestFault, 'name' | 'match'>) {
    const { clock, cluster } = start();
    cluster.faults.set({ name: 'watch', match: {}, ...fault });
    const names: string[] = [];
    let hasEnded = false;
    const client = new RestClusterClient(cluster.transport);
    const watching = (async () => {
      for await (const event of client.watch(resourceTypes.configMaps)) {
        names.push(event.object.metadata.name);
      }
      hasEnded = true;
    })();
    await clock.advance(0);
    const create = async (name: string) => {
      await cluster
        .controlPlaneClient()
        .create(resourceTypes.configMaps, configMap(name));
      await clock.advance(0);
    };
    return {
      clock,
      cluster,
      names,
      create,
      watching,
      hasEnded: () => hasEnded,
    };
  }

  it('ends a dropped watch without a word', async () => {
    const run = await watchWith({ kind: 'dropped-watch', delayMs: 1_000 });
    await run.create('a');
    expect(run.names).toEqual(['a']);
    await run.clock.advance(1_000);
    await run.watching;
    expect(run.hasEnded()).toBe(true);
  });

  it('holds a stale watch back until the fault is taken away', async () => {
    const run = await watchWith({ kind: 'stale-watch' });
    await run.create('a');
    expect(run.names).toEqual([]);
    run.cluster.faults.remove('watch');
    await run.clock.advance(0);
    expect(run.names).toEqual(['a']);
    await run.create('b');
    expect(run.names).toEqual(['a', 'b']);
    expect(run.hasEnded()).toBe(false);
  });

  it('tells what happened later by the given time', async () => {
    const run = await watchWith({ kind: 'stale-watch', delayMs: 2_000 });
    await run.create('a');
    await run.clock.advance(1_999);
    expect(run.names).toEqual([]);
    await run.clock.advance(1);
    expect(run.names).toEqual(['a']);
  });
});
