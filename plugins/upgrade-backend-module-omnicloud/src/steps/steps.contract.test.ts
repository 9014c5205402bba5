import {
  startVirtualWorld,
  VirtualWorld,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import { omnicloud } from '@cluster-upgrade/platforms';
import {
  ClusterClient,
  hasCondition,
  isPodReady,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { describeStepContract } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { drainBack } from './drainBack';
import { leaderLast } from './leaderLast';
import { retireSpareNodes } from './retireSpareNodes';
import { verifyVersion } from './verifyVersion';
import { waitLeader } from './waitLeader';

jest.setTimeout(60_000);

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

const CAPACITY = { namespace: 'omni-system', name: 'omni-capacity' };

function askForSpareNodes(cluster: ClusterClient, spareNodes: string) {
  return cluster.patch(resourceTypes.configMaps, CAPACITY, 'merge', {
    data: { spareNodes },
  });
}

const startOmniCloud = (prepare?: (world: VirtualWorld) => Promise<void>) =>
  startVirtualWorld({ platform: omnicloud.simulated }, prepare);

/** A spare node is there, and applications have come to it. */
async function useSpareNode({ cluster, clock }: VirtualWorld): Promise<void> {
  await askForSpareNodes(cluster, '1');
  await clock.advanceUntil(async () => {
    const { items } = await cluster.list(resourceTypes.nodes, {
      labelSelector: 'omni.cloud/spare=true',
    });
    return items.some(node => hasCondition(node, 'Ready'));
  }, 300_000);
  await cluster.patch(
    resourceTypes.deployments,
    { namespace: 'reports', name: 'reports' },
    'merge',
    { spec: { replicas: 7 } },
  );
  await clock.advanceUntil(async () => {
    const { items } = await cluster.list(resourceTypes.pods, {
      namespace: 'reports',
    });
    return items.some(
      pod => pod.spec.nodeName === 'omni-spare-1' && isPodReady(pod),
    );
  }, 300_000);
}

describeStepContract({
  title: 'marks the leader before the roll',
  handler: leaderLast,
  input: {},
  createWorld: () => startOmniCloud(),
  effect: {
    async read(cluster) {
      const { items } = await cluster.list(resourceTypes.pods, {
        namespace: 'omni-system',
        labelSelector: 'omni.cloud/component=orchestrator',
      });
      return items
        .map(({ metadata }) => metadata.annotations?.[DELETION_COST])
        .filter(Boolean);
    },
    expected: ['1000'],
  },
});

describeStepContract({
  title: 'sees the same orchestrator lead for half a minute',
  handler: waitLeader,
  input: { stableMs: 30_000 },
  createWorld: () => startOmniCloud(),
});

describeStepContract({
  title: 'sees one version everywhere',
  handler: verifyVersion,
  input: { version: 'v1.4.0' },
  createWorld: () => startOmniCloud(),
});

describeStepContract({
  title: 'empties a spare node and gives it back',
  handler: retireSpareNodes,
  input: { keep: [], spareNodes: '0' },
  createWorld: () => startOmniCloud(useSpareNode),
  effect: {
    async read(cluster) {
      const [{ items }, capacity] = await Promise.all([
        cluster.list(resourceTypes.nodes),
        cluster.get(resourceTypes.configMaps, CAPACITY),
      ]);
      return { nodes: items.length, spareNodes: capacity.data.spareNodes };
    },
    expected: { nodes: 6, spareNodes: '0' },
  },
});

describeStepContract({
  title: 'keeps a spare node that was there before',
  handler: retireSpareNodes,
  input: { keep: ['omni-spare-1'], spareNodes: '1' },
  createWorld: () => startOmniCloud(useSpareNode),
  effect: {
    async read(cluster) {
      const spare = await cluster.get(resourceTypes.nodes, {
        name: 'omni-spare-1',
      });
      const { items } = await cluster.list(resourceTypes.pods, {
        namespace: 'reports',
        fieldSelector: 'spec.nodeName=omni-spare-1',
      });
      return { isCordoned: !!spare.spec.unschedulable, pods: items.length };
    },
    expected: { isCordoned: false, pods: 1 },
  },
});

/** An instance of the shop on every node, and a budget that lets none go. */
async function holdTheShop({ cluster, clock }: VirtualWorld): Promise<void> {
  const shop = { namespace: 'shop', name: 'shop' };
  await cluster.patch(resourceTypes.deployments, shop, 'merge', {
    spec: { replicas: 6 },
  });
  await cluster.patch(resourceTypes.podDisruptionBudgets, shop, 'merge', {
    spec: { minAvailable: 6 },
  });
  await clock.advanceUntil(async () => {
    const { status } = await cluster.get(resourceTypes.deployments, shop);
    return status.readyReplicas === 6;
  }, 300_000);
}

describeStepContract({
  title: 'leaves what a budget holds, and moves the rest',
  handler: drainBack,
  input: {
    node: 'omni-node-1',
    unmanagedPods: 'refuse',
    emptyDirPods: 'refuse',
    patienceMs: 60_000,
  },
  createWorld: () => startOmniCloud(holdTheShop),
  effect: {
    async read(cluster) {
      const { items } = await cluster.list(resourceTypes.pods, {
        fieldSelector: 'spec.nodeName=omni-node-1',
      });
      return items
        .map(({ metadata }) => metadata.namespace)
        .filter(namespace => namespace !== 'omni-system');
    },
    expected: ['shop'],
  },
});
