import {
  ClusterApiError,
  ClusterClient,
  KubeObject,
  resourceTypes,
  SeededRandom,
  WatchEvent,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { createSimulatedCluster } from '../SimulatedCluster';
import { Informer } from './Informer';

const configMap = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
});

/** A client whose next watches end in the given ways. */
function withBrokenWatches(
  client: ClusterClient,
  breaks: Array<Error | 'ends'>,
): { client: ClusterClient; starts: Array<string | undefined> } {
  const starts: Array<string | undefined> = [];
  const broken: ClusterClient = Object.create(client, {
    list: { value: client.list.bind(client) },
    watch: {
      value: (
        ...[resource, options]: Parameters<ClusterClient['watch']>
      ): AsyncIterable<WatchEvent> => {
        starts.push(options?.resourceVersion);
        const end = breaks.shift();
        return end ? failing(end) : client.watch(resource, options);
      },
    },
  });
  return { client: broken, starts };
}

async function* failing(end: Error | 'ends'): AsyncIterable<WatchEvent> {
  if (end !== 'ends') {
    throw end;
  }
}

async function startInformer(breaks: Array<Error | 'ends'> = []) {
  const clock = new VirtualClock();
  const cluster = createSimulatedCluster({
    clock,
    random: new SeededRandom(1),
  });
  const api = cluster.client();
  await api.create(resourceTypes.configMaps, configMap('a'));
  const { client, starts } = withBrokenWatches(api, breaks);
  const ending = new AbortController();
  const errors: unknown[] = [];
  const informer = new Informer({
    client,
    clock,
    resource: resourceTypes.configMaps,
    onError: error => errors.push(error),
  });
  const running = informer.run(ending.signal);
  await clock.advance(0);
  const names = () =>
    informer.cache
      .list()
      .map(({ metadata }) => metadata.name)
      .sort();
  const stop = async () => {
    ending.abort();
    await clock.advance(10_000);
    await running;
  };
  return { clock, api, starts, informer, errors, names, stop };
}

describe('Informer', () => {
  it('lists, then follows', async () => {
    const { api, clock, informer, names, stop } = await startInformer();
    expect(informer.isSynced).toBe(true);
    expect(names()).toEqual(['a']);
    await api.create(resourceTypes.configMaps, configMap('b'));
    await api.delete(resourceTypes.configMaps, configMap('a').metadata);
    await clock.advance(0);
    expect(names()).toEqual(['b']);
    await stop();
  });

  it('goes on where it was when a watch ends or breaks', async () => {
    const { api, clock, errors, names, starts, stop } = await startInformer([
      'ends',
      new ClusterApiError(500, 'InternalError', 'broken'),
    ]);
    await api.create(resourceTypes.configMaps, configMap('b'));
    await clock.advance(1_000);
    expect(names()).toEqual(['a', 'b']);
    expect(new Set(starts).size).toBe(1);
    expect(errors).toHaveLength(1);
    await stop();
  });

  it('lists again when its version is too old, and misses no deletion', async () => {
    const { api, clock, errors, names, starts, stop } = await startInformer([
      new ClusterApiError(410, 'Expired', 'too old resource version'),
    ]);
    await api.delete(resourceTypes.configMaps, configMap('a').metadata);
    await clock.advance(1_000);
    expect(names()).toEqual([]);
    expect(new Set(starts).size).toBe(2);
    expect(errors).toEqual([]);
    await stop();
  });

  it('ends with its signal', async () => {
    const { clock, stop } = await startInformer();
    await stop();
    expect(clock.nextDueAtMs()).toBeUndefined();
  });
});
