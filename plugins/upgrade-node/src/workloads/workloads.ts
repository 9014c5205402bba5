import { objectKey, ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../ports/KubeObject';

/**
 * Instances of a workload.
 *
 * @public
 */
export interface WorkloadCounts {
  /** What it asks for. */
  desired: number;
  ready: number;
  /** Whether its controller has seen the latest change: `ready` is about something older otherwise. */
  isObserved: boolean;
}

/**
 * @param workload - a Deployment, StatefulSet or DaemonSet
 * @public
 */
export function workloadCounts(workload: KubeObject): WorkloadCounts {
  const { spec = {}, status = {} } = workload;
  const isDaemonSet = workload.kind === 'DaemonSet';
  return {
    desired: isDaemonSet
      ? (status.desiredNumberScheduled ?? 0)
      : (spec.replicas ?? 1),
    ready: (isDaemonSet ? status.numberReady : status.readyReplicas) ?? 0,
    isObserved:
      (status.observedGeneration ?? 0) >= (workload.metadata.generation ?? 0),
  };
}

/**
 * An expected number of instances, and the workload as it is; undefined when it was deleted.
 *
 * @internal
 */
export interface SeenWorkload {
  object: ObjectRef;
  /** Ready instances recorded before the upgrade; absent: all that it asks for now. */
  expectedReady?: number;
  current: KubeObject | undefined;
}

/**
 * A workload that has too few ready instances.
 *
 * @internal
 */
export interface ShortWorkload {
  object: ObjectRef;
  ready: number;
  needed: number;
}

/**
 * Workloads with fewer ready instances than they need, the one that lacks most first. One that was
 * deleted meanwhile needs none.
 *
 * @internal
 */
export function shortWorkloads(
  workloads: readonly SeenWorkload[],
): ShortWorkload[] {
  return workloads
    .flatMap(({ object, expectedReady, current }) => {
      if (!current) {
        return [];
      }
      const { desired, ready, isObserved } = workloadCounts(current);
      const needed = Math.min(expectedReady ?? desired, desired);
      return isObserved && ready >= needed ? [] : [{ object, ready, needed }];
    })
    .sort((a, b) => b.needed - b.ready - (a.needed - a.ready));
}

/**
 * Apart from the others, workloads that nothing waits for because a person switched the threshold of their
 * application off.
 *
 * @internal
 */
export function partitionSilenced(
  workloads: readonly SeenWorkload[],
  silenced: readonly ObjectRef[] = [],
): { awaited: SeenWorkload[]; silenced: SeenWorkload[] } {
  const keys = new Set(silenced.map(objectKey));
  const isSilenced = ({ object }: SeenWorkload) => keys.has(objectKey(object));
  return {
    awaited: workloads.filter(workload => !isSilenced(workload)),
    silenced: workloads.filter(isSilenced),
  };
}

/**
 * How a workload's template departs from the images it should have; undefined when it doesn't. Worded
 * to follow the workload's name.
 *
 * @internal
 */
export function foreignImage(
  workload: KubeObject,
  images: Readonly<Record<string, string>> = {},
): string | undefined {
  const { containers = [], initContainers = [] } =
    workload.spec.template?.spec ?? {};
  for (const [container, image] of Object.entries(images)) {
    const found = [...containers, ...initContainers].find(
      candidate => candidate.name === container,
    );
    if (!found) {
      return `has no container ${container}`;
    }
    if (found.image !== image) {
      return `asks for image ${found.image} of container ${container}, not for ${image}`;
    }
  }
  return undefined;
}
