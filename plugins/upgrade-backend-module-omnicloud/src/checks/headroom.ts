import {
  Inventory,
  ResourceAmounts,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  readObjects,
  resourceTypes,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isMovedByDrain, requestedBy } from '../inspect/nodes';
import { counted } from '../counted';

/** Do the pods of a node that is emptied find room on the others? Tried out, pod by pod. */
export const headroom = defineCheck({
  id: 'headroom',
  title: 'There is room for the applications of a drained node',
  group: 'resources',
  async answer(input) {
    const pods = await readObjects(input, resourceTypes.pods);
    return [roomAnswer(input.inventory, input.plan, pods)];
  },
});

interface Room {
  name: string;
  cpuMillis: number;
  memoryBytes: number;
}

/**
 * Empties, on paper, the nodes that may be out at once, the fullest ones, and places their pods on the
 * rest, largest first. Affinity, taints and volumes are not looked at.
 */
export function roomAnswer(
  inventory: Inventory,
  plan: UpgradePlan,
  pods: readonly KubeObject[],
): CheckAnswer {
  const { maxUnavailableNodes, spareNodes, kind } = plan.strategy;
  const usable = inventory.nodes.filter(
    node => node.isReady && !node.isCordoned,
  );
  const fullest = [...usable]
    .filter(node => !node.isSpare)
    .sort((left, right) => right.requested.cpuMillis - left.requested.cpuMillis)
    .slice(0, maxUnavailableNodes)
    .map(({ name }) => name)
    .sort(byName);
  const moved = withoutScaledDown(pods, inventory, plan)
    .filter(pod => fullest.includes(pod.spec?.nodeName))
    .map(requestedBy);
  const free = usable
    .filter(({ name }) => !fullest.includes(name))
    .map(({ name, allocatable, requested }) =>
      roomOf(name, allocatable, requested),
    );
  const added = kind === 'scale-down' ? 0 : spareNodes;
  const model = smallest(usable.map(({ allocatable }) => allocatable));
  for (let number = 1; model && number <= added; number += 1) {
    free.push({ name: `spare ${number}`, ...model });
  }
  const homeless = placePods(moved, free);
  const needed = `Room for ${counted(moved.length, 'pod')} of ${fullest.join(', ') || 'no node'} elsewhere`;
  if (homeless === 0) {
    return {
      status: 'pass',
      observed: `All ${counted(moved.length, 'pod')} find room${added > 0 ? `, ${counted(added, 'spare node')} counted in` : ''}`,
      needed,
    };
  }
  return {
    status: 'soft-block',
    observed: `${counted(homeless, 'pod')} would find no room on the other nodes`,
    needed,
    remedy:
      'Add spare nodes (strategy capacity-first), scale applications down (scale-down or hybrid), or lower the number of nodes at once.',
  };
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** Pods that find no place; first fit, largest first. */
export function placePods(
  pods: readonly ResourceAmounts[],
  rooms: readonly Room[],
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
  inventory: Inventory,
  plan: UpgradePlan,
): KubeObject[] {
  const gone = new Set<KubeObject>();
  for (const { object, fields } of plan.changes) {
    const replicas = fields.find(({ kind }) => kind === 'replicas');
    const application = inventory.applications.find(
      candidate =>
        candidate.object.kind === object.kind &&
        candidate.object.name === object.name &&
        candidate.object.namespace === object.namespace,
    );
    if (replicas && application) {
      const fewer = Number(replicas.from) - Number(replicas.to);
      pods
        .filter(
          ({ metadata }) =>
            metadata.namespace === object.namespace &&
            Object.entries(application.podLabels).every(
              ([key, value]) => metadata.labels?.[key] === value,
            ),
        )
        .slice(0, fewer)
        .forEach(pod => gone.add(pod));
    }
  }
  return pods.filter(pod => isMovedByDrain(pod) && !gone.has(pod));
}

function roomOf(
  name: string,
  allocatable: ResourceAmounts,
  requested: ResourceAmounts,
): Room {
  return {
    name,
    cpuMillis: allocatable.cpuMillis - requested.cpuMillis,
    memoryBytes: allocatable.memoryBytes - requested.memoryBytes,
  };
}

function smallest(
  amounts: readonly ResourceAmounts[],
): ResourceAmounts | undefined {
  return [...amounts].sort((one, other) => one.cpuMillis - other.cpuMillis)[0];
}
