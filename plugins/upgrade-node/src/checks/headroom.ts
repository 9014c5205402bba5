import {
  Inventory,
  NodeInfo,
  ResourceAmounts,
  UpgradePlan,
  counted,
} from '@cluster-upgrade/plugin-upgrade-common';
import { matchesLabels } from '../cluster/labelSelector';
import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { KubeObject } from '../ports/KubeObject';
import { isMovedByDrain } from '../workloads/drainedPods';
import { podRequests } from '../workloads/podRequests';
import { CheckAnswer, defineCheck } from './defineCheck';
import { replicasChange } from './replicasChange';

/**
 * Do the pods of a node that is emptied find room on the others? Tried out, pod by pod.
 *
 * @public
 */
export const headroom = defineCheck({
  id: 'headroom',
  title: 'There is room for the applications of a drained node',
  group: 'resources',
  async answer(input) {
    const pods = await readObjects(input, resourceTypes.pods);
    return [roomAnswer(input.inventory, input.plan, pods)];
  },
});

const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Empties, on paper, the nodes that may be out at once, the fullest ones, and places their pods on the
 * rest, largest first. Affinity, taints and volumes are not looked at.
 *
 * @internal
 */
export function roomAnswer(
  inventory: Inventory,
  plan: UpgradePlan,
  pods: readonly KubeObject[],
): CheckAnswer {
  const usable = inventory.nodes.filter(
    node => node.isReady && !node.isCordoned,
  );
  const emptied = fullestNodes(usable, plan.strategy.maxUnavailableNodes);
  const moved = withoutScaledDown(pods, inventory, plan)
    .filter(pod => emptied.includes(pod.spec?.nodeName))
    .map(podRequests);
  const spares = spareRooms(usable, plan);
  const homeless = placePods(moved, [
    ...usable.filter(({ name }) => !emptied.includes(name)).map(roomLeft),
    ...spares,
  ]);
  const needed = `Room for ${counted(moved.length, 'pod')} of ${emptied.join(', ') || 'no node'} elsewhere`;
  return homeless === 0
    ? {
        status: 'pass',
        observed: `All ${counted(moved.length, 'pod')} find room${spares.length > 0 ? `, ${counted(spares.length, 'spare node')} counted in` : ''}`,
        needed,
      }
    : {
        status: 'soft-block',
        observed: `${counted(homeless, 'pod')} would find no room on the other nodes`,
        needed,
        remedy:
          'Add spare nodes (strategy capacity-first), scale applications down (scale-down or hybrid), or lower the number of nodes at once.',
      };
}

function fullestNodes(nodes: readonly NodeInfo[], count: number): string[] {
  return nodes
    .filter(node => !node.isSpare)
    .sort((left, right) => right.requested.cpuMillis - left.requested.cpuMillis)
    .slice(0, count)
    .map(({ name }) => name)
    .sort(byName);
}

/** Nodes that the strategy adds are taken to be as small as the smallest. */
function spareRooms(
  nodes: readonly NodeInfo[],
  { strategy }: UpgradePlan,
): ResourceAmounts[] {
  const count = strategy.kind === 'scale-down' ? 0 : strategy.spareNodes;
  const [smallest] = nodes
    .map(({ allocatable }) => allocatable)
    .sort((one, other) => one.cpuMillis - other.cpuMillis);
  return smallest ? Array.from({ length: count }, () => smallest) : [];
}

function roomLeft({ allocatable, requested }: NodeInfo): ResourceAmounts {
  return {
    cpuMillis: allocatable.cpuMillis - requested.cpuMillis,
    memoryBytes: allocatable.memoryBytes - requested.memoryBytes,
  };
}

/**
 * Pods that find no place; first fit, largest first.
 *
 * @internal
 */
export function placePods(
  pods: readonly ResourceAmounts[],
  rooms: readonly ResourceAmounts[],
): number {
  const left = rooms.map(room => ({ ...room }));
  let homeless = 0;
  const largestFirst = [...pods].sort(
    (one, other) =>
      other.cpuMillis - one.cpuMillis || other.memoryBytes - one.memoryBytes,
  );
  for (const pod of largestFirst) {
    const room = left.find(
      candidate =>
        candidate.cpuMillis >= pod.cpuMillis &&
        candidate.memoryBytes >= pod.memoryBytes,
    );
    if (room) {
      room.cpuMillis -= pod.cpuMillis;
      room.memoryBytes -= pod.memoryBytes;
    } else {
      homeless += 1;
    }
  }
  return homeless;
}

/** Leaves out as many pods of each application as the plan scales it down by. */
function withoutScaledDown(
  pods: readonly KubeObject[],
  { applications }: Inventory,
  plan: UpgradePlan,
): KubeObject[] {
  const gone = new Set(
    applications.flatMap(application => {
      const change = replicasChange(application, plan);
      return change
        ? pods
            .filter(
              ({ metadata }) =>
                metadata.namespace === application.object.namespace &&
                matchesLabels(
                  { matchLabels: application.podLabels },
                  metadata.labels,
                ),
            )
            .slice(0, change.from - change.to)
        : [];
    }),
  );
  return pods.filter(pod => isMovedByDrain(pod) && !gone.has(pod));
}
