import { listAll, resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { simulatedWeka } from '../simulated';
import { WekaCluster, WekaContainer, wekaResources } from './wekaObjects';

const TAG = '4.4.5.120-k8s.1';
const LIMIT_MS = 3_600_000;
/** Of the machine's time. */
const RUN_LIMIT_MS = 120_000;
const CLUSTER = { namespace: 'weka', name: 'weka-prod' };

/** Asks for the new image and notes, look by look, who is not running and in which order images come. */
async function upgradeWeka() {
  const cluster = await startVirtualCluster({ platform: simulatedWeka });
  const { client, clock } = cluster;
  const { spec } = await client.get<WekaCluster>(
    wekaResources.clusters,
    CLUSTER,
  );
  const image = spec.image.replace(/:.*/, `:${TAG}`);
  await client.patch(wekaResources.clusters, CLUSTER, 'merge', {
    spec: { image },
  });
  const order: string[] = [];
  const statuses = new Set<string | undefined>();
  let mostDown = 0;
  await clock.advanceUntil(async () => {
    const { items } = await listAll<WekaContainer>(
      client,
      wekaResources.containers,
    );
    const down = items.filter(({ status }) => status?.status !== 'Running');
    mostDown = Math.max(mostDown, down.length);
    for (const { metadata, status } of items) {
      if (
        status?.lastAppliedImage === image &&
        !order.includes(metadata.name)
      ) {
        order.push(metadata.name);
      }
    }
    const { status } = await client.get<WekaCluster>(
      wekaResources.clusters,
      CLUSTER,
    );
    statuses.add(status?.status);
    return status?.lastAppliedImage === image;
  }, LIMIT_MS);
  const pods = await listAll(client, resourceTypes.pods, { namespace: 'weka' });
  const events = await listAll(client, resourceTypes.events, {
    namespace: 'weka',
  });
  cluster.stop();
  return {
    image,
    order,
    statuses,
    mostDown,
    pods,
    events,
    errors: cluster.errors,
  };
}

describe('the Weka operator on a cluster', () => {
  let run: Awaited<ReturnType<typeof upgradeWeka>>;

  beforeAll(async () => {
    run = await upgradeWeka();
  }, RUN_LIMIT_MS);

  it('upgrades backends in order, and no client', () => {
    const names = (mode: string, count: number) =>
      Array.from({ length: count }, (_, index) => `weka-prod-${mode}-${index}`);
    expect(run.order).toEqual([
      ...names('drive', 6),
      ...names('compute', 6),
      ...names('s3', 2),
    ]);
  });

  it('has one container at a time out of service', () => {
    expect(run.mostDown).toBe(1);
  });

  it('leaves the cluster Ready all the time', () => {
    expect([...run.statuses]).toEqual(['Ready']);
  });

  it('replaced the pod of each, on its own machine', () => {
    const backends = run.pods.items.filter(
      ({ metadata }) => metadata.labels?.['weka.io/cluster-name'],
    );
    expect(backends).toHaveLength(16);
    for (const { metadata, spec } of backends) {
      // Nobody tells envoys another image.
      const isNew = spec.containers[0].image === run.image;
      expect(isNew).toBe(!metadata.name.includes('envoy'));
      const number = Number(metadata.name.slice(-1)) + 1;
      expect(spec.nodeName).toBe(`weka-node-${number}`);
    }
  });

  it('told why it waited', () => {
    const reasons = new Set(run.events.items.map(({ reason }) => reason));
    expect([...reasons]).toEqual(
      expect.arrayContaining(['WaitingForStabilize', 'ActiveMounts']),
    );
  });

  it('met no trouble', () => {
    expect(run.errors).toEqual([]);
  });
});
