import {
  ClusterClient,
  KubeObject,
  listAll,
  resourceTypes,
  SeededRandom,
  WatchEvent,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { createSimulatedCluster } from '../SimulatedCluster';

function start(seed = 1) {
  const clock = new VirtualClock();
  const cluster = createSimulatedCluster({
    clock,
    random: new SeededRandom(seed),
  });
  return { clock, cluster, client: cluster.client() };
}

function pod(name: string, spec: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'web:1' }], ...spec },
  };
}

function configMap(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
  };
}

const key = (name: string) => ({ name, namespace: 'default' });

/** A day in the life of a few objects: every way of writing, allowed and refused. */
async function liveThrough(client: ClusterClient): Promise<void> {
  const { pods, nodes, configMaps } = resourceTypes;
  await client.create(nodes, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'one' },
  });
  await client.patch(nodes, { name: 'one' }, 'strategic', {
    spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
  });
  for (const name of ['a', 'b', 'c']) {
    await client.create(pods, pod(name, { nodeName: 'one' }));
    await client.patch(
      pods,
      key(name),
      'merge',
      {
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      },
      { subresource: 'status' },
    );
  }
  await client.patch(pods, key('a'), 'json', [
    { op: 'replace', path: '/spec/containers/0/image', value: 'web:2' },
  ]);
  await client.patch(pods, key('b'), 'apply', pod('b'), {
    fieldManager: 'test',
    force: true,
  });
  await client.evict(key('a'));
  await client.delete(pods, key('a'), { gracePeriodSeconds: 0 });
  await client.create(configMaps, {
    ...configMap('kept'),
    metadata: { ...key('kept'), finalizers: ['example.io/keep'] },
  });
  await client.delete(configMaps, key('kept'));
  await client.patch(configMaps, key('kept'), 'merge', {
    metadata: { finalizers: null },
  });
  await expect(client.create(pods, pod('Not A Name'))).rejects.toMatchObject({
    status: 422,
  });
}

describe('the API server in process', () => {
  it('does the same in every run with the same seed and time', async () => {
    const history = async (seed: number) => {
      const { cluster, client } = start(seed);
      await liveThrough(client);
      const { store } = cluster.apiServer.context;
      return ['pods', 'nodes', 'configmaps'].map(bucket =>
        store.eventsAfter(bucket, 100).map(event => event.current.json),
      );
    };
    expect(await history(3)).toEqual(await history(3));
    expect(await history(3)).not.toEqual(await history(4));
  });

  it('never changes what it has stored', async () => {
    const { cluster, client } = start();
    const { store } = cluster.apiServer.context;
    const written: Array<{ object: KubeObject; json: string }> = [];
    for (const bucket of ['pods', 'nodes', 'configmaps']) {
      store.subscribe(bucket, ({ current }) =>
        written.push({
          object: current.object,
          json: JSON.stringify(current.object),
        }),
      );
    }
    await liveThrough(client);
    expect(written.length).toBeGreaterThan(12);
    for (const { object, json } of written) {
      expect(JSON.stringify(object)).toBe(json);
    }
  });

  it('shows one moment on all pages of a list, whatever is written in between', async () => {
    const { client } = start();
    const { configMaps } = resourceTypes;
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await client.create(configMaps, configMap(name));
    }
    const first = await client.list(configMaps, { limit: 2 });
    await client.delete(configMaps, key('d'));
    await client.create(configMaps, configMap('aa'));
    const rest = await listAll(client, configMaps);
    const second = await client.list(configMaps, {
      limit: 10,
      continue: first.metadata.continue,
    });
    expect(second.items.map(item => item.metadata.name)).toEqual([
      'c',
      'd',
      'e',
    ]);
    expect(second.metadata.resourceVersion).toBe(
      first.metadata.resourceVersion,
    );
    expect(rest.items.map(item => item.metadata.name)).toEqual([
      'a',
      'aa',
      'b',
      'c',
      'e',
    ]);
  });

  it('answers a continue token that it has forgotten with 410', async () => {
    const { cluster, client } = start();
    for (const name of ['a', 'b', 'c']) {
      await client.create(resourceTypes.configMaps, configMap(name));
    }
    const page = await client.list(resourceTypes.configMaps, { limit: 1 });
    cluster.apiServer.context.store.compact();
    await expect(
      client.list(resourceTypes.configMaps, {
        limit: 1,
        continue: page.metadata.continue,
      }),
    ).rejects.toMatchObject({ status: 410, reason: 'Expired' });
  });

  it('sends bookmarks each minute, and ends a watch when its time is up', async () => {
    const { clock, client } = start();
    const events: WatchEvent[] = [];
    let hasEnded = false;
    const watching = (async () => {
      const watch = client.watch(resourceTypes.configMaps, {
        timeoutSeconds: 150,
      });
      for await (const event of watch) {
        events.push(event);
      }
      hasEnded = true;
    })();
    await clock.advance(125_000);
    expect(events.map(({ type }) => type)).toEqual(['BOOKMARK', 'BOOKMARK']);
    await clock.advance(25_000);
    await watching;
    expect(hasEnded).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'BOOKMARK' });
  });

  it('leaves no timer and no listener behind a watch that its client gave up', async () => {
    const { clock, cluster, client } = start();
    const { configMaps } = resourceTypes;
    const { store } = cluster.apiServer.context;
    const subscribe = store.subscribe.bind(store);
    const listeners = new Set<object>();
    jest.spyOn(store, 'subscribe').mockImplementation((bucket, listener) => {
      const unsubscribe = subscribe(bucket, listener);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        unsubscribe();
      };
    });
    const abort = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      const watch = client.watch(configMaps, { signal: abort.signal });
      for await (const { type, object } of watch) {
        seen.push(`${type} ${object.metadata.name}`);
      }
    })();
    await clock.advance(0);
    await client.create(configMaps, configMap('a'));
    await clock.advance(0);
    expect(seen).toEqual(['ADDED a']);
    expect(clock.nextDueAtMs()).toBeDefined();
    expect(listeners.size).toBe(1);
    abort.abort();
    await watching;
    await clock.advance(0);
    expect(clock.nextDueAtMs()).toBeUndefined();
    expect(listeners.size).toBe(0);
  });

  it('announces the deletion of a running pod and waits for its kubelet', async () => {
    const { clock, client } = start();
    const { pods } = resourceTypes;
    await client.create(pods, pod('a', { nodeName: 'one' }));
    await client.delete(pods, key('a'), { gracePeriodSeconds: 20 });
    const announced = await client.get(pods, key('a'));
    expect(announced.metadata).toMatchObject({
      deletionGracePeriodSeconds: 20,
      deletionTimestamp: '2026-01-01T00:00:20Z',
      generation: 2,
    });
    await clock.advance(5_000);
    // Only a shorter time counts, from the first request on.
    await client.delete(pods, key('a'), { gracePeriodSeconds: 60 });
    await client.delete(pods, key('a'), { gracePeriodSeconds: 10 });
    expect((await client.get(pods, key('a'))).metadata).toMatchObject({
      deletionGracePeriodSeconds: 10,
      deletionTimestamp: '2026-01-01T00:00:10Z',
    });
    await client.delete(pods, key('a'), { gracePeriodSeconds: 0 });
    await expect(client.get(pods, key('a'))).rejects.toMatchObject({
      status: 404,
    });
  });

  it('answers by each user’s rights, and names the missing one', async () => {
    const { clock } = start();
    const reader = {
      name: 'reader',
      token: 'r',
      allow: [
        {
          verbs: ['get', 'list'],
          groups: [''],
          resources: ['configmaps'],
          namespaces: ['default'],
        },
      ],
    };
    const cluster = createSimulatedCluster({
      clock,
      random: new SeededRandom(1),
      users: [reader],
    });
    const client = cluster.client(reader);
    const { configMaps } = resourceTypes;
    await expect(
      client.list(configMaps, { namespace: 'default' }),
    ).resolves.toMatchObject({ items: [] });
    await expect(client.list(configMaps)).rejects.toMatchObject({
      status: 403,
      message:
        'configmaps is forbidden: User "reader" cannot list resource "configmaps" in API group "" at the cluster scope',
    });
    await expect(
      client.create(configMaps, configMap('a')),
    ).rejects.toMatchObject({ status: 403, reason: 'Forbidden' });
    const review = await client.create<KubeObject>(
      resourceTypes.selfSubjectAccessReviews,
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        metadata: { name: '' },
        spec: {
          resourceAttributes: { verb: 'delete', resource: 'configmaps' },
        },
      },
    );
    expect(review.status).toEqual({ allowed: false });
  });
});

describe('metrics', () => {
  it('add up the load of running containers, annotated or not, the same at the same moment', async () => {
    const { client } = start();
    const { pods, nodes, podMetrics, nodeMetrics } = resourceTypes;
    await client.create(nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'one' },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    await client.create(pods, {
      ...pod('busy', { nodeName: 'one' }),
      metadata: {
        ...key('busy'),
        annotations: {
          'simulator.cluster-upgrade.io/cpu-millicores': '2000',
          'simulator.cluster-upgrade.io/memory-mib': '1000',
        },
      },
    });
    expect((await client.list(podMetrics)).items).toEqual([]);
    await client.patch(
      pods,
      key('busy'),
      'merge',
      {
        status: {
          phase: 'Running',
          containerStatuses: [{ name: 'main', state: { running: {} } }],
        },
      },
      { subresource: 'status' },
    );
    const usage = async () =>
      (await client.get(podMetrics, key('busy'))).containers[0].usage;
    const { cpu } = await usage();
    expect(Number(cpu.replace('m', ''))).toBeGreaterThan(1700);
    expect(Number(cpu.replace('m', ''))).toBeLessThan(2300);
    expect(await usage()).toEqual(await usage());
    const [node] = (await client.list(nodeMetrics)).items;
    expect(Number(node.usage.cpu.replace('m', ''))).toBe(
      Number(cpu.replace('m', '')) + 100,
    );
  });
});
