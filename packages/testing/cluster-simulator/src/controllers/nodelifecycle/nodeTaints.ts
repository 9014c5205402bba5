import { findCondition } from '../../objects/conditions';
import { Node } from '../../objects/Node';
import {
  NOT_READY_TAINT_KEY,
  Taint,
  UNREACHABLE_TAINT_KEY,
  UNSCHEDULABLE_TAINT_KEY,
} from '../../objects/taints';
import { formatTime } from '../../objects/timestamps';

const MANAGED_KEYS = [
  UNSCHEDULABLE_TAINT_KEY,
  NOT_READY_TAINT_KEY,
  UNREACHABLE_TAINT_KEY,
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/pid-pressure',
];

/**
 * The taints that the node should carry: people's own as they are, the life cycle's from its
 * conditions and from `spec.unschedulable`.
 *
 * @param isAnyNodeReady - where none is, the network is the likelier culprit, and no pod is sent away
 * @internal
 */
export function wantedTaints(
  node: Node,
  nowMs: number,
  isAnyNodeReady: boolean,
): Taint[] {
  const present = node.spec?.taints ?? [];
  const wanted = lifecycleTaints(node, isAnyNodeReady).map(taint => {
    const same = present.find(
      each => each.key === taint.key && each.effect === taint.effect,
    );
    return same ?? { ...taint, timeAdded: formatTime(nowMs) };
  });
  return [
    ...present.filter(taint => !MANAGED_KEYS.includes(taint.key)),
    ...wanted,
  ];
}

function lifecycleTaints(node: Node, isAnyNodeReady: boolean): Taint[] {
  const { conditions } = node.status ?? {};
  const ready = findCondition(conditions, 'Ready');
  const taints: Taint[] = [];
  if (node.spec?.unschedulable) {
    taints.push({ key: UNSCHEDULABLE_TAINT_KEY, effect: 'NoSchedule' });
  }
  if (ready?.status !== 'True') {
    const key =
      ready?.status === 'Unknown' ? UNREACHABLE_TAINT_KEY : NOT_READY_TAINT_KEY;
    taints.push({ key, effect: 'NoSchedule' });
    if (ready && isAnyNodeReady) {
      taints.push({ key, effect: 'NoExecute' });
    }
  }
  for (const pressure of ['Memory', 'Disk', 'PID']) {
    if (findCondition(conditions, `${pressure}Pressure`)?.status === 'True') {
      taints.push({
        key: `node.kubernetes.io/${pressure.toLowerCase()}-pressure`,
        effect: 'NoSchedule',
      });
    }
  }
  return taints;
}
