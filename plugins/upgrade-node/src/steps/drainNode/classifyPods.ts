import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../../ports/KubeObject';
import { emptyDirOf, isMirrorPod } from '../../workloads/drainedPods';
import {
  controllerOf,
  isPodFinished,
  isTerminating,
} from '../../workloads/pods';

/**
 * What a drain does with each pod of a node.
 *
 * @internal
 */
export interface ClassifiedPods {
  /** Deletion has begun; gone when its uid is. */
  terminating: KubeObject[];
  /** To be evicted, those of lower priority first. */
  toEvict: KubeObject[];
  /** Pods of Jobs that are left to finish. */
  toFinish: KubeObject[];
  refused: RefusedPod[];
}

/**
 * A pod whose eviction would lose something for good.
 *
 * @internal
 */
export interface RefusedPod {
  pod: KubeObject;
  why: Message;
}

/**
 * What the plan allows.
 *
 * @internal
 */
export interface DrainPolicy {
  unmanagedPods: 'refuse' | 'evict';
  emptyDirPods: 'refuse' | 'evict';
  jobPods: 'evict' | 'wait-until-finished';
}

type Treatment = 'leave' | 'terminating' | 'evict' | 'wait' | Message;

/**
 * Sorts a node's pods by what a drain does with them, as `kubectl drain` does and more carefully.
 *
 * @param daemonSets - `<namespace>/<name>` of those that exist: a pod of a deleted one is an orphan
 *
 * @internal
 */
export function classifyPods(
  pods: readonly KubeObject[],
  daemonSets: ReadonlySet<string>,
  policy: DrainPolicy,
): ClassifiedPods {
  const classified: ClassifiedPods = {
    terminating: [],
    toEvict: [],
    toFinish: [],
    refused: [],
  };
  for (const pod of [...pods].sort(byPriorityThenName)) {
    const treatment = treatmentOf(pod, daemonSets, policy);
    if (treatment === 'terminating') {
      classified.terminating.push(pod);
    } else if (treatment === 'evict') {
      classified.toEvict.push(pod);
    } else if (treatment === 'wait') {
      classified.toFinish.push(pod);
    } else if (treatment !== 'leave') {
      classified.refused.push({ pod, why: treatment });
    }
  }
  return classified;
}

function treatmentOf(
  pod: KubeObject,
  daemonSets: ReadonlySet<string>,
  policy: DrainPolicy,
): Treatment {
  if (isMirrorPod(pod)) {
    return 'leave';
  }
  const owner = controllerOf(pod);
  const isOfDaemonSet = owner?.kind === 'DaemonSet';
  const hasDaemonSet =
    isOfDaemonSet && daemonSets.has(`${pod.metadata.namespace}/${owner.name}`);
  if (hasDaemonSet) {
    return 'leave';
  }
  if (isTerminating(pod)) {
    return 'terminating';
  }
  if (isPodFinished(pod)) {
    return 'leave';
  }
  if ((!owner || isOfDaemonSet) && policy.unmanagedPods === 'refuse') {
    return owner
      ? {
          code: 'orphan-of-daemon-set',
          text: `its DaemonSet ${owner.name} is gone, so nothing would create it again`,
        }
      : {
          code: 'unmanaged-pod',
          text: 'no controller would create it again',
        };
  }
  if (owner?.kind === 'Job' && policy.jobPods === 'wait-until-finished') {
    return 'wait';
  }
  const volume = policy.emptyDirPods === 'refuse' ? emptyDirOf(pod) : undefined;
  return volume === undefined
    ? 'evict'
    : {
        code: 'local-data',
        params: { volume },
        text: `the data of its emptyDir volume ${volume} would be lost`,
      };
}

function byPriorityThenName(a: KubeObject, b: KubeObject): number {
  const byPriority = (a.spec?.priority ?? 0) - (b.spec?.priority ?? 0);
  return byPriority || podKey(a).localeCompare(podKey(b), 'en');
}

function podKey(pod: KubeObject): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}`;
}
