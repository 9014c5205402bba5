import {
  createSimulatedCluster,
  SimulatedCluster,
  SimulatorUser,
} from '@cluster-upgrade/cluster-simulator';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import {
  AccessRule,
  ClusterClient,
  resourceTypes,
  stepLibrary,
} from '@cluster-upgrade/plugin-upgrade-node';
import { neededRights } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { EngineBench } from '../EngineBench';
import { OpenScenario } from '../Scenario';
import { checkSample } from './checkSample';
import { nodeStatus } from './nodeStatus';
import { sampleBudget, sampleBudgetStatus } from './sampleBudget';
import {
  APPLICATION,
  BUDGET,
  drawCase,
  maxUnavailable,
  NAMESPACE,
  OLD_VERSION,
  SampleCase,
} from './SampleCase';
import { SampleLife } from './SampleLife';
import { samplePod, statusOf } from './SamplePod';
import { rollbackOrder, samplePlanOf } from './samplePlanOf';

/** A small cluster with an application, in which people work, drawn from the seed. */
export const openSampleScenario: OpenScenario = async (
  seed,
  random,
  history,
) => {
  const drawn = drawCase(random);
  const plan = samplePlanOf(drawn);
  const worker = workerOf(plan);
  let cluster: SimulatedCluster;
  const bench = await EngineBench.open(seed, (clock, chance) => {
    const users = [worker];
    cluster = createSimulatedCluster({ clock, random: chance, users });
    return cluster;
  });
  const admin = bench.client();
  await createObjects(drawn, admin, bench.clock.now());
  const life = new SampleLife(drawn, admin, bench.clock, random, history);
  return {
    bench,
    plan,
    life,
    client: () => bench.work.track(cluster.client(worker)),
    ports: {
      platformOf: () => ({
        stepHandlers: [],
        watchedResources: [],
        inspect: async () => ({
          applications: [application()],
          budgets: budgetsOf(drawn),
        }),
      }),
    },
    rules: {
      maxCordoned: drawn.lanesAtOnce,
      isAlone: true,
      order: rollbackOrder(drawn),
      admission: {
        maxUnavailable: maxUnavailable(drawn),
        cordonedBefore: drawn.nodes
          .filter(({ isCordoned }) => isCordoned)
          .map(({ name }) => name),
      },
      threshold: {
        allowed: drawn.threshold.allowedInstances,
        mustLastMs: drawn.threshold.mustLastMs,
      },
      soakMs: drawn.soakMs,
      maxFailedLanes: drawn.maxFailedNodes,
    },
    check: state => checkSample(drawn, life, admin, state, history),
  };
};

/** What the engine itself looks at. */
const WATCHED: AccessRule[] = [
  resourceTypes.pods,
  resourceTypes.nodes,
  resourceTypes.statefulSets,
].map(({ group, plural }) => ({
  apiGroup: group,
  resource: plural,
  verbs: ['list', 'watch'],
}));

/** May do what the plan is said to need, and nothing more. */
function workerOf(plan: UpgradePlan): SimulatorUser {
  const read: AccessRule = {
    apiGroup: '',
    resource: 'configmaps',
    verbs: ['get'],
  };
  const rights = neededRights(plan, [...WATCHED, read], stepLibrary);
  return {
    name: 'worker',
    token: 'worker',
    allow: rights.map(({ apiGroup, resource, verbs, namespace }) => ({
      verbs: [...verbs],
      groups: [apiGroup],
      resources: [resource],
      ...(namespace !== undefined && { namespaces: [namespace] }),
    })),
  };
}

function application() {
  return {
    id: APPLICATION,
    title: 'checkout',
    object: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      namespace: NAMESPACE,
      name: 'checkout',
    },
    podLabels: { app: 'checkout' },
    priority: 'normal' as const,
    desired: 3,
    ready: 3,
  };
}

function budgetsOf(drawn: SampleCase) {
  const { budget, pods } = drawn;
  return budget === undefined
    ? []
    : [
        {
          namespace: NAMESPACE,
          name: BUDGET,
          applicationIds: [APPLICATION],
          ...sampleBudgetStatus(drawn, pods.length),
        },
      ];
}

async function createObjects(
  drawn: SampleCase,
  client: ClusterClient,
  nowMs: number,
): Promise<void> {
  const { components, nodes, pods } = drawn;
  await client.create(resourceTypes.namespaces, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  for (const { name, isCordoned } of nodes) {
    await client.create(resourceTypes.nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec: isCordoned ? { unschedulable: true } : {},
    });
    await client.patch(
      resourceTypes.nodes,
      { name },
      'merge',
      { status: nodeStatus(false, nowMs) },
      { subresource: 'status' },
    );
  }
  for (const name of [...components, ...nodes.map(node => node.name)]) {
    await client.create(resourceTypes.configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: NAMESPACE },
      data: { version: OLD_VERSION, owner: 'somebody' },
    });
  }
  for (const { name, isFailing, node } of pods) {
    await client.create(resourceTypes.pods, samplePod(name, node));
    await client.patch(
      resourceTypes.pods,
      { name, namespace: NAMESPACE },
      'merge',
      { status: statusOf(isFailing ? 'failing' : 'ready', nowMs) },
      { subresource: 'status' },
    );
  }
  if (drawn.budget !== undefined) {
    const healthy = pods.filter(({ isFailing }) => !isFailing).length;
    await client.create(
      resourceTypes.podDisruptionBudgets,
      sampleBudget(drawn),
    );
    await client.patch(
      resourceTypes.podDisruptionBudgets,
      { name: BUDGET, namespace: NAMESPACE },
      'merge',
      { status: sampleBudgetStatus(drawn, healthy) },
      { subresource: 'status' },
    );
  }
}
