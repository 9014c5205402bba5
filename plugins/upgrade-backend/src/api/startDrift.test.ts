import {
  PlanView,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { CLUSTER_REF } from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';

jest.setTimeout(60_000);

const CART = { namespace: 'cart', name: 'cart' };
const DIRECTOR = { namespace: 'omni-system', name: 'omni-director' };

describe('the start on a living cluster', () => {
  let portal: OmniCloudPortal;
  let cluster: ClusterClient;
  let mia: UpgradeClient;
  let plan: PlanView;

  beforeAll(async () => {
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false }, inspection: { maxAge: 'PT0S' } },
    });
    cluster = portal.cluster.client;
    mia = portal.clientAs('user:default/mia');
  });

  beforeEach(async () => {
    const { overview } = await mia.getCluster(CLUSTER_REF);
    plan = await mia.createPlan(CLUSTER_REF, {
      toVersion: overview.recommendedVersion!,
    });
  });

  afterAll(() => portal?.stop());

  async function driftTexts(): Promise<string[]> {
    const { blockers } = await mia.runChecks(plan.id);
    return blockers
      .filter(({ kind }) => kind === 'drift')
      .map(({ reason }) => reason.text);
  }

  async function patchDeployment(
    key: { namespace: string; name: string },
    patch: object,
  ): Promise<void> {
    await cluster.patch(resourceTypes.deployments, key, 'merge', patch);
  }

  /** A pod that a controller other than an application's has put on a node, already running or not. */
  async function addPod(name: string, like: KubeObject): Promise<void> {
    const owner: KubeObject = await cluster.create(resourceTypes.configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: CART.namespace, name },
    });
    await cluster.create(resourceTypes.pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: CART.namespace,
        name,
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name,
            uid: owner.metadata.uid!,
            controller: true,
          },
        ],
      },
      spec: { containers: like.spec.containers, nodeName: like.spec.nodeName },
    } as KubeObject);
  }

  it('is not refused for pods that come, move and are not ready', async () => {
    const { items: pods } = await cluster.list(resourceTypes.pods, {
      namespace: CART.namespace,
    });
    // As many as turn the order of the nodes around.
    for (const index of [1, 2, 3, 4, 5, 6, 7]) {
      await addPod(`batch-${index}`, pods[0]);
    }
    const before = await cluster.get(resourceTypes.deployments, CART);
    portal.cluster.faults.set({
      name: 'unready',
      kind: 'failing-probe',
      match: { namespace: CART.namespace },
    });
    await untilTrue(async () => {
      const { status } = await cluster.get(resourceTypes.deployments, CART);
      return (status.readyReplicas ?? 0) < before.status.readyReplicas;
    });
    expect(await driftTexts()).toEqual([]);
    portal.cluster.faults.remove('unready');
  });

  it('is refused with the field when an image or a variable is another one', async () => {
    const { spec } = await cluster.get(resourceTypes.deployments, DIRECTOR);
    const { containers } = spec.template.spec;
    await patchDeployment(DIRECTOR, {
      spec: {
        template: {
          spec: {
            containers: [
              { ...containers[0], image: `${containers[0].image}-hotfix` },
            ],
          },
        },
      },
    });
    const texts = await driftTexts();
    expect(texts.join('\n')).toContain(
      `Deployment omni-system/omni-director, ${containers[0].name}: from ${containers[0].image} to`,
    );
    expect(texts.join('\n')).toContain(`${containers[0].image}-hotfix`);
    await patchDeployment(DIRECTOR, {
      spec: { template: { spec: { containers } } },
    });
    await untilTrue(async () => (await driftTexts()).length === 0);
  });

  it('is refused when an application is to have another size, or another budget', async () => {
    const { spec } = await cluster.get(resourceTypes.deployments, CART);
    const { items: budgets } = await cluster.list(
      resourceTypes.podDisruptionBudgets,
      { namespace: CART.namespace },
    );
    await patchDeployment(CART, { spec: { replicas: spec.replicas + 1 } });
    expect(await driftTexts()).toContain(
      `Deployment cart/cart, replicas: ${spec.replicas} when planned, ${spec.replicas + 1} now.`,
    );
    await patchDeployment(CART, { spec: { replicas: spec.replicas } });
    expect(await driftTexts()).toEqual([]);
    await cluster.create(resourceTypes.podDisruptionBudgets, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { namespace: CART.namespace, name: 'strict' },
      spec: { minAvailable: '100%', selector: spec.selector },
    } as KubeObject);
    const [budget] = await driftTexts();
    expect(budget).toContain('Deployment cart/cart, disruption budgets:');
    expect(budget).toContain('cart/strict (minAvailable 100%) now.');
    expect(budgets.length).toBeLessThan(2);
    await cluster.delete(resourceTypes.podDisruptionBudgets, {
      namespace: CART.namespace,
      name: 'strict',
    });
  });

  it('is refused for a node that joined', async () => {
    const { items: nodes } = await cluster.list(resourceTypes.nodes);
    const [{ metadata, spec }] = nodes;
    const labels = { ...metadata.labels, 'kubernetes.io/hostname': 'late' };
    await cluster.create(resourceTypes.nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'late', labels },
      spec: { taints: spec.taints },
    } as KubeObject);
    await untilTrue(async () => {
      const { items: pods } = await cluster.list(resourceTypes.pods, {
        namespace: DIRECTOR.namespace,
      });
      return pods.some(pod => pod.spec.nodeName === 'late');
    });
    expect(await driftTexts()).toContain(
      'node/late is to be upgraded now, and the plan leaves it out.',
    );
  });
});

/** The cluster comes to it by itself, within seconds. */
async function untilTrue(look: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 400; looks += 1) {
    if (await look()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error('What was waited for did not come');
}
