import { createSimulatedCluster } from '@cluster-upgrade/cluster-simulator';
import { ClusterClient } from '../ports/ClusterClient';
import { KubeObject } from '../ports/KubeObject';
import { SeededRandom } from '../ports/SeededRandom';
import { recordRequests } from '../testUtils/recordRequests';
import { VirtualClock } from '../testUtils/VirtualClock';
import { FencedClusterClient } from './FencedClusterClient';
import { resourceTypes } from './resourceTypes';

const { configMaps, pods } = resourceTypes;
const key = { name: 'settings', namespace: 'default' };
const identity = {
  upgradeId: 'u-1',
  epoch: 7,
  clusterRef: 'resource:default/prod',
};
const settings: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { ...key, annotations: { team: 'shop' } },
  data: { a: '1' },
};

const writes: Record<string, (client: ClusterClient) => Promise<unknown>> = {
  create: client => client.create(configMaps, settings),
  update: client => client.update(configMaps, settings),
  patch: client => client.patch(configMaps, key, 'merge', { data: {} }),
  delete: client => client.delete(configMaps, key),
  evict: client => client.evict({ name: 'p', namespace: 'default' }),
};

function setUp(fence: () => void = () => {}) {
  const cluster = createSimulatedCluster({
    clock: new VirtualClock(),
    random: new SeededRandom(1),
  });
  const recorded = recordRequests(cluster.client());
  const client = new FencedClusterClient(recorded.client, { identity, fence });
  return { client, admin: cluster.client(), requests: recorded.requests };
}

describe('FencedClusterClient', () => {
  it.each(Object.keys(writes))(
    'sends no %s once the lease may be lost',
    async name => {
      const { client, requests } = setUp(() => {
        throw new Error('the lease may be lost');
      });
      await expect(writes[name](client)).rejects.toThrow(
        'the lease may be lost',
      );
      expect(requests).toEqual([]);
    },
  );

  it('covers every method that changes a cluster', () => {
    const reads = ['get', 'list', 'watch', 'logs', 'version'];
    const methods = Object.getOwnPropertyNames(
      FencedClusterClient.prototype,
    ).filter(name => name !== 'constructor');
    expect(methods.sort()).toEqual([...reads, ...Object.keys(writes)].sort());
  });

  it('goes on reading when the lease may be lost', async () => {
    const { client, admin } = setUp(() => {
      throw new Error('the lease may be lost');
    });
    await admin.create(configMaps, settings);
    await expect(client.get(configMaps, key)).resolves.toMatchObject({
      data: { a: '1' },
    });
    await expect(client.list(pods)).resolves.toMatchObject({ items: [] });
  });

  it('signs what it creates and patches, and leaves other annotations alone', async () => {
    const { client, admin } = setUp();
    await client.create(configMaps, settings);
    await client.patch(configMaps, key, 'merge', { data: { b: '2' } });

    const stored = await admin.get(configMaps, key);
    expect(stored.metadata.annotations).toEqual({
      team: 'shop',
      'cluster-upgrade.io/upgrade-id': 'u-1',
      'cluster-upgrade.io/epoch': '7',
    });
    expect(stored.data).toEqual({ a: '1', b: '2' });
    expect(stored.metadata.managedFields?.[0].manager).toBe('cluster-upgrade');
  });

  it('does not put annotations into a scale or a status', async () => {
    const { client, requests } = setUp();
    const body = { spec: { replicas: 2 } };
    await client
      .patch(resourceTypes.deployments, key, 'merge', body, {
        subresource: 'scale',
      })
      .catch(() => undefined);
    expect(requests[0].body).toEqual(body);
  });
});
