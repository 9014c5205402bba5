import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import { findToleration, Taint } from '../../objects/taints';
import { formatTime, parseTime } from '../../objects/timestamps';
import { earliest, Write } from '../../reconcile/writes';

/**
 * Pods that NoExecute taints drive off the node now, and when the next one's patience ends. Budgets
 * are not asked, as upstream does not ask them.
 *
 * @internal
 */
export function taintEviction(
  node: Node,
  pods: readonly Pod[],
  nowMs: number,
): { writes: Write[]; requeueAfterMs?: number } {
  const taints = (node.spec?.taints ?? []).filter(
    taint => taint.effect === 'NoExecute',
  );
  const writes: Write[] = [];
  let requeueAfterMs: number | undefined;
  for (const pod of pods) {
    if (taints.length === 0 || pod.metadata.deletionTimestamp) {
      continue;
    }
    const leftMs = patienceLeftMs(pod, taints, nowMs);
    if (leftMs !== undefined && leftMs <= 0) {
      writes.push(...evict(pod, nowMs));
    } else {
      requeueAfterMs = earliest(requeueAfterMs, leftMs);
    }
  }
  return { writes, requeueAfterMs };
}

/** Undefined when the pod tolerates all taints for ever. */
function patienceLeftMs(
  pod: Pod,
  taints: readonly Taint[],
  nowMs: number,
): number | undefined {
  return earliest(
    ...taints.map(taint => {
      const toleration = findToleration(taint, pod.spec.tolerations);
      if (!toleration) {
        return 0;
      }
      if (toleration.tolerationSeconds === undefined) {
        return undefined;
      }
      const sinceMs = parseTime(taint.timeAdded) ?? nowMs;
      return sinceMs + toleration.tolerationSeconds * 1000 - nowMs;
    }),
  );
}

function evict(pod: Pod, nowMs: number): Write[] {
  const { name, namespace, uid } = pod.metadata;
  return [
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
              type: 'DisruptionTarget',
              status: 'True',
              reason: 'DeletionByTaintManager',
              message: 'Taint manager: deleting due to NoExecute taint',
              lastTransitionTime: formatTime(nowMs),
            },
          ],
        },
      },
    },
    {
      verb: 'delete',
      resource: resourceTypes.pods,
      object: pod,
      announce: {
        regarding: pod,
        reason: 'TaintManagerEviction',
        message: `Marking for deletion Pod ${namespace}/${name}`,
      },
    },
  ];
}
