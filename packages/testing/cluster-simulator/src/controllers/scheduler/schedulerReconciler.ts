import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameContent } from '../../objects/canonicalJson';
import { findCondition } from '../../objects/conditions';
import { isPodFinished, Pod } from '../../objects/Pod';
import { formatTime } from '../../objects/timestamps';
import { ClusterView } from '../../reconcile/ClusterView';
import { keyOf } from '../../reconcile/ObjectCache';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO, Reconciliation } from '../../reconcile/writes';
import { candidateNodes } from './candidateNodes';
import { chooseNode } from './chooseNode';
import { NodeUsage } from './nodeUsage';

const SCHEDULER_NAME = 'default-scheduler';

/** @internal */
export const schedulerReconciler: Reconciler = {
  name: SCHEDULER_NAME,
  triggers: [
    { resource: resourceTypes.pods, keysOf: keysOfPod },
    { resource: resourceTypes.nodes, keysOf: keysOfNode },
  ],
  reconcile(key, view) {
    const pod = view.get<Pod>(resourceTypes.pods, key);
    return pod && isWaitingForNode(pod)
      ? schedule(pod, candidateNodes(pod, view), view.nowMs())
      : NOTHING_TO_DO;
  },
};

/**
 * One attempt to give a pod a node, over the given sets of nodes in turn.
 *
 * @internal
 */
function schedule(
  pod: Pod,
  attempts: Iterable<readonly NodeUsage[]>,
  nowMs: number,
): Reconciliation {
  let choice: ReturnType<typeof chooseNode> = {
    message: 'no nodes available to schedule pods',
  };
  for (const usages of attempts) {
    choice = chooseNode(pod, usages);
    if ('nodeName' in choice) {
      break;
    }
  }
  if ('nodeName' in choice) {
    const { namespace, name } = pod.metadata;
    return {
      writes: [
        {
          verb: 'bind',
          pod,
          nodeName: choice.nodeName,
          announce: {
            regarding: pod,
            reason: 'Scheduled',
            message: `Successfully assigned ${namespace}/${name} to ${choice.nodeName}`,
          },
        },
      ],
    };
  }
  return refuse(pod, choice.message, nowMs);
}

function refuse(pod: Pod, message: string, nowMs: number): Reconciliation {
  const present = findCondition(pod.status?.conditions, 'PodScheduled');
  if (present?.status === 'False' && present.message === message) {
    return NOTHING_TO_DO;
  }
  const { name, namespace, uid } = pod.metadata;
  return {
    writes: [
      {
        verb: 'patch',
        resource: resourceTypes.pods,
        key: { name, namespace },
        patchType: 'strategic',
        subresource: 'status',
        body: {
          metadata: { uid },
          status: {
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message,
                lastProbeTime: null,
                lastTransitionTime:
                  present?.lastTransitionTime ?? formatTime(nowMs),
              },
            ],
          },
        },
      },
    ],
    events: [
      { regarding: pod, type: 'Warning', reason: 'FailedScheduling', message },
    ],
  };
}

function isWaitingForNode(pod: Pod): boolean {
  return (
    !pod.spec.nodeName &&
    !pod.metadata.deletionTimestamp &&
    !isPodFinished(pod) &&
    !pod.spec.schedulingGates?.length &&
    (pod.spec.schedulerName ?? SCHEDULER_NAME) === SCHEDULER_NAME
  );
}

function keysOfPod(
  { object, isRemoved }: ObjectChange,
  view: ClusterView,
): string[] {
  const pod = object as Pod;
  if (isWaitingForNode(pod)) {
    return [keyOf(pod.metadata)];
  }
  const isRoomFreed = pod.spec.nodeName && (isRemoved || isPodFinished(pod));
  return isRoomFreed ? waitingKeys(view) : [];
}

function keysOfNode(
  { object, previous, isRemoved }: ObjectChange,
  view: ClusterView,
): string[] {
  const isSameToScheduler =
    previous !== undefined &&
    !isRemoved &&
    isSameContent(previous.spec, object.spec) &&
    isSameContent(previous.metadata.labels, object.metadata.labels) &&
    isSameContent(previous.status?.allocatable, object.status?.allocatable);
  return isSameToScheduler ? [] : waitingKeys(view);
}

function waitingKeys(view: ClusterView): string[] {
  return view
    .onNode<Pod>(resourceTypes.pods, '')
    .filter(isWaitingForNode)
    .map(pod => keyOf(pod.metadata));
}
