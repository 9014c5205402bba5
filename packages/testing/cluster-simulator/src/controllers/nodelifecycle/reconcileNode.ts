import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameContent } from '../../objects/canonicalJson';
import { Condition, findCondition } from '../../objects/conditions';
import { Node } from '../../objects/Node';
import { isPodReady, Pod } from '../../objects/Pod';
import { formatTime } from '../../objects/timestamps';
import {
  earliest,
  EventIntent,
  Reconciliation,
  Write,
} from '../../reconcile/writes';
import { wantedTaints } from './nodeTaints';
import { taintEviction } from './taintEviction';

/** @internal */
export interface NodeSituation {
  node: Node;
  pods: readonly Pod[];
  /** When a sign of life of the node's kubelet was last noticed. */
  lastSeenMs: number;
  gracePeriodMs: number;
  isAnyNodeReady: boolean;
  nowMs: number;
}

const REPORTED_BY_KUBELET = [
  'Ready',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
];

/**
 * One look at a node: silence turns its conditions Unknown, conditions become taints, taints drive
 * pods off.
 *
 * @internal
 */
export function reconcileNode(situation: NodeSituation): Reconciliation {
  const { node, pods, lastSeenMs, gracePeriodMs, nowMs } = situation;
  const silentInMs = lastSeenMs + gracePeriodMs - nowMs;
  if (silentInMs <= 0 && hasKnownCondition(node)) {
    return silenced(node, nowMs);
  }
  const ready = findCondition(node.status?.conditions, 'Ready');
  const taints = wantedTaints(node, nowMs, situation.isAnyNodeReady);
  const tainted: Node = { ...node, spec: { ...node.spec, taints } };
  const eviction = taintEviction(tainted, pods, nowMs);
  return {
    writes: [
      ...taintWrites(node, taints),
      ...(ready && ready.status !== 'True' ? notReadyWrites(pods, nowMs) : []),
      ...eviction.writes,
    ],
    requeueAfterMs: earliest(
      silentInMs > 0 ? silentInMs : undefined,
      eviction.requeueAfterMs,
    ),
  };
}

function hasKnownCondition(node: Node): boolean {
  return REPORTED_BY_KUBELET.some(
    type => findCondition(node.status?.conditions, type)?.status !== 'Unknown',
  );
}

function silenced(node: Node, nowMs: number): Reconciliation {
  const conditions = REPORTED_BY_KUBELET.map((type): Condition => {
    const present = findCondition(node.status?.conditions, type);
    return {
      type,
      status: 'Unknown',
      reason: present ? 'NodeStatusUnknown' : 'NodeStatusNeverUpdated',
      message: present
        ? 'Kubelet stopped posting node status.'
        : 'Kubelet never posted node status.',
      lastHeartbeatTime: present?.lastHeartbeatTime ?? formatTime(nowMs),
      lastTransitionTime: formatTime(nowMs),
    };
  });
  const event: EventIntent = {
    regarding: node,
    type: 'Normal',
    reason: 'NodeNotReady',
    message: `Node ${node.metadata.name} status is now: NodeNotReady`,
  };
  return {
    writes: [
      {
        verb: 'patch',
        resource: resourceTypes.nodes,
        key: { name: node.metadata.name },
        patchType: 'strategic',
        subresource: 'status',
        body: { metadata: { uid: node.metadata.uid }, status: { conditions } },
      },
    ],
    events: [event],
  };
}

function taintWrites(
  node: Node,
  taints: ReturnType<typeof wantedTaints>,
): Write[] {
  return isSameContent(taints, node.spec?.taints)
    ? []
    : [
        {
          verb: 'patch',
          resource: resourceTypes.nodes,
          key: { name: node.metadata.name },
          patchType: 'merge',
          body: {
            // A list is replaced as a whole: nobody else's taint may get lost.
            metadata: { resourceVersion: node.metadata.resourceVersion },
            spec: { taints: taints.length ? taints : null },
          },
        },
      ];
}

/** What runs on a node that nobody hears from serves nobody. */
function notReadyWrites(pods: readonly Pod[], nowMs: number): Write[] {
  return pods.filter(isPodReady).map(pod => ({
    verb: 'patch',
    resource: resourceTypes.pods,
    key: { name: pod.metadata.name, namespace: pod.metadata.namespace },
    patchType: 'strategic',
    subresource: 'status',
    body: {
      metadata: { uid: pod.metadata.uid },
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            lastTransitionTime: formatTime(nowMs),
          },
        ],
      },
    },
    announce: {
      regarding: pod,
      reason: 'NodeNotReady',
      message: 'Node is not ready',
    },
  }));
}
