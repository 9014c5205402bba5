import {
  ClusterClient,
  isApiError,
  KubeObject,
  listAll,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  isPodReady,
  Pod,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  startVirtualCluster,
  VirtualCluster,
} from '../__testUtils__/virtualCluster';

// Virtual time is free, but a busy machine still needs a while for what happens in it.
jest.setTimeout(60_000);

const LIMIT_MS = 600_000;
const shop = { namespace: 'shop', name: 'shop' };
const agents = { namespace: 'omni-system', name: 'omni-agent' };

describe('the cluster in virtual time', () => {
  let cluster: VirtualCluster;
  let client: ClusterClient;

  beforeEach(async () => {
    cluster = await startVirtualCluster();
    client = cluster.client;
  });

  afterEach(() => cluster.stop());

  const podsOf = async (namespace: string): Promise<Pod[]> =>
    (await listAll<Pod>(client, resourceTypes.pods, { namespace })).items;

  const until = (isDone: () => Promise<boolean>) =>
    cluster.clock.advanceUntil(isDone, LIMIT_MS);

  const setImage = (
    resource: 'deployments' | 'daemonSets',
    key: { namespace: string; name: string },
    container: string,
    image: string,
  ) =>
    client.patch(resourceTypes[resource], key, 'strategic', {
      spec: {
        template: { spec: { containers: [{ name: container, image }] } },
      },
    });

  const isRolledOut = (object: KubeObject) =>
    object.status.observedGeneration === object.metadata.generation &&
    object.status.updatedReplicas === object.spec.replicas &&
    object.status.replicas === object.spec.replicas &&
    object.status.availableReplicas === object.spec.replicas;

  it('becomes ready without an error', async () => {
    const { items } = await listAll<Pod>(client, resourceTypes.pods);
    expect(items).toHaveLength(31);
    expect(items.filter(pod => !isPodReady(pod))).toEqual([]);
    expect(cluster.errors).toEqual([]);
  });

  it('rolls a deployment out without ever having fewer pods than promised', async () => {
    await setImage(
      'deployments',
      shop,
      'shop',
      'registry.omni.cloud/apps/shop:2.8.0',
    );
    let fewestReady = Infinity;
    let most = 0;
    await until(async () => {
      const pods = await podsOf('shop');
      const ready = pods.filter(
        pod => isPodReady(pod) && !pod.metadata.deletionTimestamp,
      );
      fewestReady = Math.min(fewestReady, ready.length);
      most = Math.max(
        most,
        pods.filter(pod => !pod.metadata.deletionTimestamp).length,
      );
      return isRolledOut(await client.get(resourceTypes.deployments, shop));
    });
    expect(fewestReady).toBe(3);
    expect(most).toBe(5);
    const { annotations } = (await client.get(resourceTypes.deployments, shop))
      .metadata;
    expect(annotations?.['deployment.kubernetes.io/revision']).toBe('2');
  });

  it('goes back to the former template as a new revision of the old replica set', async () => {
    const before = await podsOf('shop');
    await setImage('deployments', shop, 'shop', 'registry.omni.cloud/apps/x:2');
    await until(async () =>
      isRolledOut(await client.get(resourceTypes.deployments, shop)),
    );
    await setImage(
      'deployments',
      shop,
      'shop',
      before[0].spec.containers[0].image,
    );
    await until(async () =>
      isRolledOut(await client.get(resourceTypes.deployments, shop)),
    );
    const { items } = await listAll(client, resourceTypes.replicaSets, {
      namespace: 'shop',
    });
    expect(items).toHaveLength(2);
    const active = items.find(each => each.spec.replicas === 4)!;
    expect(active.metadata.labels?.['pod-template-hash']).toBe(
      before[0].metadata.labels?.['pod-template-hash'],
    );
    expect(
      active.metadata.annotations?.['deployment.kubernetes.io/revision'],
    ).toBe('3');
  });

  it('replaces an agent only when its pod is deleted, and reports the new version', async () => {
    await setImage(
      'daemonSets',
      agents,
      'agent',
      'registry.omni.cloud/omni/agent:v1.5.0',
    );
    await cluster.clock.advance(60_000);
    const pods = await podsOf('omni-system');
    const agent = pods.find(
      pod =>
        pod.spec.nodeName === 'omni-node-1' &&
        pod.metadata.labels?.['omni.cloud/component'] === 'agent',
    )!;
    expect(agent.spec.containers[0].image).toContain('v1.4.0');
    await client.delete(resourceTypes.pods, {
      namespace: 'omni-system',
      name: agent.metadata.name,
    });
    await until(async () => {
      const node = await client.get(resourceTypes.nodes, {
        name: 'omni-node-1',
      });
      return node.metadata.labels?.['omni.cloud/agent-version'] === 'v1.5.0';
    });
    const other = await client.get(resourceTypes.nodes, {
      name: 'omni-node-2',
    });
    expect(other.metadata.labels?.['omni.cloud/agent-version']).toBe('v1.4.0');
    const daemonSet = await client.get(resourceTypes.daemonSets, agents);
    expect(daemonSet.status.updatedNumberScheduled).toBe(1);
  });

  it('refuses evictions beyond the budget until another pod is ready elsewhere', async () => {
    const [first, second] = await podsOf('shop');
    const evict = ({ metadata }: Pod) =>
      client.evict({ name: metadata.name, namespace: 'shop' });
    await evict(first);
    await expect(evict(second)).rejects.toMatchObject({ status: 429 });
    await until(async () => {
      try {
        await evict(second);
        return true;
      } catch (error) {
        if (isApiError(error, 429)) {
          return false;
        }
        throw error;
      }
    });
  });

  it('elects another leader when the leading orchestrator goes', async () => {
    const key = {
      namespace: 'omni-system',
      name: 'omni-orchestrator-leader',
    };
    const before = await client.get(resourceTypes.leases, key);
    await client.delete(resourceTypes.pods, {
      namespace: 'omni-system',
      name: before.spec.holderIdentity,
    });
    await until(async () => {
      const { spec } = await client.get(resourceTypes.leases, key);
      return (
        spec.holderIdentity !== '' &&
        spec.holderIdentity !== before.spec.holderIdentity
      );
    });
    const after = await client.get(resourceTypes.leases, key);
    expect(after.spec.leaseTransitions).toBe(1);
  });

  it('provisions spare machines in the emptiest zones and takes them away once drained', async () => {
    const key = { namespace: 'omni-system', name: 'omni-capacity' };
    const ask = (spareNodes: string) =>
      client.patch(resourceTypes.configMaps, key, 'merge', {
        data: { spareNodes },
      });
    const spares = async () =>
      (
        await listAll(client, resourceTypes.nodes, {
          labelSelector: 'omni.cloud/spare=true',
        })
      ).items;
    await ask('2');
    await until(async () => (await spares()).length === 2);
    await until(async () =>
      (await podsOf('omni-system')).some(
        pod => pod.spec.nodeName === 'omni-spare-2' && isPodReady(pod),
      ),
    );
    await ask('0');
    await cluster.clock.advance(60_000);
    expect(await spares()).toHaveLength(2);
    for (const node of await spares()) {
      await client.patch(
        resourceTypes.nodes,
        { name: node.metadata.name },
        'merge',
        { spec: { unschedulable: true } },
      );
    }
    await until(async () => (await spares()).length === 0);
    await until(
      async () =>
        !(await podsOf('omni-system')).some(pod =>
          pod.spec.nodeName?.startsWith('omni-spare'),
        ),
    );
  });

  it('backs off from a crash loop and recovers when the fault is gone', async () => {
    cluster.faults.set({
      name: 'crash',
      kind: 'crash-loop',
      match: { labels: { 'omni.cloud/app': 'reports' } },
    });
    const restarts = async () =>
      (await podsOf('reports')).map(
        pod => pod.status?.containerStatuses?.[0].restartCount,
      );
    await cluster.clock.advance(60_000);
    // At once, then after 10 s and 20 s, each attempt living for about 2 s.
    expect(await restarts()).toEqual([3, 3, 3]);
    const [pod] = await podsOf('reports');
    expect(pod.status?.containerStatuses?.[0].state.waiting?.reason).toBe(
      'CrashLoopBackOff',
    );
    const deployment = await client.get(resourceTypes.deployments, {
      namespace: 'reports',
      name: 'reports',
    });
    expect(deployment.status.unavailableReplicas).toBe(3);
    cluster.faults.remove('crash');
    await until(async () => (await podsOf('reports')).every(isPodReady));
  });

  it('leaves a pod with a bad image waiting, and the old ones serving', async () => {
    cluster.faults.set({
      name: 'no image',
      kind: 'bad-image',
      match: { image: ':broken' },
    });
    await setImage(
      'deployments',
      shop,
      'shop',
      'registry.omni.cloud/shop:broken',
    );
    await cluster.clock.advance(700_000);
    const deployment = await client.get(resourceTypes.deployments, shop);
    expect(deployment.status.availableReplicas).toBe(3);
    expect(deployment.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      }),
    );
    const waiting = (await podsOf('shop'))
      .map(pod => pod.status?.containerStatuses?.[0].state.waiting?.reason)
      .filter(reason => reason);
    expect(waiting).toHaveLength(2);
    expect(['ErrImagePull', 'ImagePullBackOff']).toContain(waiting[0]);
  });

  it('marks a silent node, moves its pods after their patience, and takes it back', async () => {
    const before = (await podsOf('shop')).find(pod => pod.spec.nodeName)!;
    const nodeName = before.spec.nodeName!;
    cluster.faults.set({
      name: 'lost',
      kind: 'node-lost',
      match: { node: nodeName },
    });
    const ready = async () =>
      (
        await client.get(resourceTypes.nodes, { name: nodeName })
      ).status.conditions.find((each: any) => each.type === 'Ready');
    await until(async () => (await ready()).status === 'Unknown');
    const node = await client.get(resourceTypes.nodes, { name: nodeName });
    expect(node.spec.taints.map((taint: any) => taint.effect).sort()).toEqual([
      'NoExecute',
      'NoSchedule',
    ]);
    await until(async () =>
      (await podsOf('shop')).some(
        pod =>
          pod.metadata.uid === before.metadata.uid &&
          pod.metadata.deletionTimestamp,
      ),
    );
    const replacement = async () =>
      (await podsOf('shop')).filter(
        pod => isPodReady(pod) && pod.spec.nodeName !== nodeName,
      );
    await until(async () => (await replacement()).length === 4);
    cluster.faults.remove('lost');
    await until(async () => (await ready()).status === 'True');
    await until(async () => (await podsOf('shop')).length === 4);
  });

  it('plays the same run twice for the same seed', async () => {
    const history = async () => {
      const again = await startVirtualCluster();
      const { items } = await listAll<Pod>(again.client, resourceTypes.pods);
      const told = items.map(({ metadata, spec, status }) => [
        metadata.name,
        metadata.uid,
        metadata.resourceVersion,
        spec.nodeName,
        status?.conditions,
      ]);
      again.stop();
      return told;
    };
    expect(await history()).toEqual(await history());
  });
});
