import {
  ClusterClient,
  hasCondition,
  isPodReady,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { describeStepContract } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import {
  startVirtualOmniCloud,
  VirtualWorld,
} from '../__testUtils__/virtualOmniCloud';
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
  createWorld: () => startVirtualOmniCloud(),
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
  createWorld: () => startVirtualOmniCloud(),
});

describeStepContract({
  title: 'sees one version everywhere',
  handler: verifyVersion,
  input: { version: 'v1.4.0' },
  createWorld: () => startVirtualOmniCloud(),
});

describeStepContract({
  title: 'empties a spare node and gives it back',
  handler: retireSpareNodes,
  input: { keep: [], spareNodes: '0' },
  createWorld: () => startVirtualOmniCloud(useSpareNode),
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
