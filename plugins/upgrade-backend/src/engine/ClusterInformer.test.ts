import {
  ClusterClient,
  ClusterUnreachableError,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { EngineBench } from '@cluster-upgrade/simulation';
import { SAMPLE_CLUSTER } from '@cluster-upgrade/simulation/fixtures';
import { ClusterInformer, STALE_MS } from './ClusterInformer';
import { EnginePorts } from './EnginePorts';

const { pods } = resourceTypes;

describe('ClusterInformer', () => {
  let bench: EngineBench;
  let informer: ClusterInformer;

  beforeEach(async () => {
    bench = await EngineBench.open();
  });

  afterEach(async () => {
    await informer.close();
    await bench.dispose();
  });

  function open(clientFor: EnginePorts['clusters']['clientFor']): void {
    const ports = { ...bench.portsFor([]), clusters: { clientFor } };
    informer = new ClusterInformer(ports, { clusterRef: SAMPLE_CLUSTER }, [
      pods,
    ]);
    informer.open(() => {});
  }

  const unreachable = () => {
    throw new ClusterUnreachableError('no route to host');
  };

  it.each<[string, EnginePorts['clusters']['clientFor']]>([
    ['can’t be opened', async () => unreachable()],
    [
      'can’t be listed',
      async () => new Proxy({} as ClusterClient, { get: () => unreachable }),
    ],
  ])('is blind to a cluster that %s from the start', async (_, clientFor) => {
    open(clientFor);
    await bench.work.advance(STALE_MS);
    expect(informer.isStale(pods)).toBe(false);
    await bench.work.advance(1);
    expect(informer.isStale(pods)).toBe(true);
    expect(informer.objects(pods)).toBeUndefined();
  });

  it('sees again what it could not open for a while', async () => {
    let isReachable = false;
    open(async () => (isReachable ? bench.client() : unreachable()));
    await bench.work.advance(2 * STALE_MS);
    isReachable = true;
    await bench.work.advance(STALE_MS);
    expect(informer.isStale(pods)).toBe(false);
    expect(informer.objects(pods)).toEqual([]);
  });
});
