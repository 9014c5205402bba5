import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import {
  isPodAvailable,
  isPodFinished,
  isPodReady,
  nextAvailabilityInMs,
  Pod,
} from '../../objects/Pod';
import { Reconciliation, Write } from '../../reconcile/writes';
import {
  ControllerRevision,
  historyLimitWrites,
  revisionHashOf,
  syncRevision,
} from '../revisions/controllerRevisions';
import { statusPatch } from '../../reconcile/statusPatch';
import {
  firstOrdinal,
  isOnDelete,
  ordinalOf,
  partitionOf,
  podOfOrdinal,
  StatefulSet,
} from './StatefulSet';
import { statefulSetStatus } from './statefulSetStatus';

/** @internal */
export interface StatefulSetSituation {
  statefulSet: StatefulSet;
  /** All that the StatefulSet controls. */
  pods: readonly Pod[];
  revisions: readonly ControllerRevision[];
  nowMs: number;
}

/**
 * One look at a StatefulSet: in OrderedReady at most one pod is created or deleted, the lowest
 * ordinal first on the way up, the highest first on the way down and for updates.
 *
 * @internal
 */
export function reconcileStatefulSet(
  situation: StatefulSetSituation,
): Reconciliation {
  const { statefulSet, pods, revisions, nowMs } = situation;
  const history = syncRevision(
    statefulSet,
    revisions,
    statefulSet.status?.collisionCount ?? 0,
  );
  const update = history.current;
  const current =
    revisions.find(
      each => each.metadata.name === statefulSet.status?.currentRevision,
    ) ?? update;
  const status = statefulSetStatus(statefulSet, pods, current, update, nowMs);
  const writes: Write[] = statefulSet.metadata.deletionTimestamp
    ? []
    : [
        ...history.writes,
        ...podWrites(situation, current, update),
        ...historyLimitWrites(
          revisions,
          new Set([
            current.metadata.name,
            update.metadata.name,
            ...pods.map(pod => revisionHashOf(pod) ?? ''),
          ]),
          statefulSet.spec.revisionHistoryLimit ?? 10,
        ),
      ];
  return {
    writes: [
      ...writes,
      ...statusPatch(resourceTypes.statefulSets, statefulSet, status),
    ],
    requeueAfterMs: nextAvailabilityInMs(
      pods,
      statefulSet.spec.minReadySeconds ?? 0,
      nowMs,
    ),
  };
}

function podWrites(
  situation: StatefulSetSituation,
  current: ControllerRevision,
  update: ControllerRevision,
): Write[] {
  const { statefulSet, pods } = situation;
  const first = firstOrdinal(statefulSet);
  const end = first + (statefulSet.spec.replicas ?? 1);
  const podByOrdinal = new Map<number, Pod>();
  const condemned: Pod[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(statefulSet, pod);
    if (ordinal !== undefined && ordinal >= first && ordinal < end) {
      podByOrdinal.set(ordinal, pod);
    } else if (ordinal !== undefined) {
      condemned.push(pod);
    }
  }
  const isOrdered = statefulSet.spec.podManagementPolicy !== 'Parallel';
  const writes: Write[] = [];
  for (let ordinal = first; ordinal < end; ordinal += 1) {
    const step = replicaStep(
      situation,
      podByOrdinal.get(ordinal),
      () => wantedPod(statefulSet, ordinal, current, update),
      isOrdered,
    );
    writes.push(...step.writes);
    if (isOrdered && step.isBlocking) {
      return writes;
    }
  }
  const scaleDown = condemnedWrites(
    situation,
    condemned,
    [...podByOrdinal.values()],
    isOrdered,
  );
  if (isOrdered && condemned.length > 0) {
    return [...writes, ...scaleDown];
  }
  return [
    ...writes,
    ...scaleDown,
    ...updateWrites(situation, podByOrdinal, update),
  ];
}

/** What one ordinal needs, and whether the next has to wait for it. */
function replicaStep(
  { statefulSet, nowMs }: StatefulSetSituation,
  pod: Pod | undefined,
  wanted: () => Pod,
  isOrdered: boolean,
): { writes: Write[]; isBlocking: boolean } {
  if (!pod) {
    return { writes: [createPod(statefulSet, wanted())], isBlocking: true };
  }
  if (isPodFinished(pod) && !pod.metadata.deletionTimestamp) {
    return { writes: [deletePod(statefulSet, pod)], isBlocking: true };
  }
  const isServing =
    !pod.metadata.deletionTimestamp &&
    isPodAvailable(pod, statefulSet.spec.minReadySeconds ?? 0, nowMs);
  return { writes: [], isBlocking: isOrdered && !isServing };
}

function wantedPod(
  statefulSet: StatefulSet,
  ordinal: number,
  current: ControllerRevision,
  update: ControllerRevision,
): Pod {
  const isHeldBack =
    !isOnDelete(statefulSet) &&
    ordinal < firstOrdinal(statefulSet) + partitionOf(statefulSet);
  return podOfOrdinal(statefulSet, isHeldBack ? current : update, ordinal);
}

/** Scaling down, from the highest ordinal; an unhealthy neighbour stops it. */
function condemnedWrites(
  { statefulSet }: StatefulSetSituation,
  condemned: readonly Pod[],
  replicas: readonly Pod[],
  isOrdered: boolean,
): Write[] {
  const fromTop = [...condemned].sort(
    (one, other) =>
      ordinalOf(statefulSet, other)! - ordinalOf(statefulSet, one)!,
  );
  const live = fromTop.filter(pod => !pod.metadata.deletionTimestamp);
  if (!isOrdered) {
    return live.map(pod => deletePod(statefulSet, pod));
  }
  const isStopping = live.length < fromTop.length;
  const firstUnhealthy = [...replicas, ...[...fromTop].reverse()].find(
    pod => !isPodReady(pod),
  );
  const top = live[0];
  return isStopping ||
    !top ||
    (!isPodReady(top) && firstUnhealthy && firstUnhealthy !== top)
    ? []
    : [deletePod(statefulSet, top)];
}

/** RollingUpdate: the highest ordinal of the old revision goes once those above it serve. */
function updateWrites(
  { statefulSet, nowMs }: StatefulSetSituation,
  podByOrdinal: ReadonlyMap<number, Pod>,
  update: ControllerRevision,
): Write[] {
  if (isOnDelete(statefulSet)) {
    return [];
  }
  const lowest = firstOrdinal(statefulSet) + partitionOf(statefulSet);
  const ordinals = [...podByOrdinal.keys()]
    .filter(ordinal => ordinal >= lowest)
    .sort((one, other) => other - one);
  for (const ordinal of ordinals) {
    const pod = podByOrdinal.get(ordinal)!;
    const isStopping = pod.metadata.deletionTimestamp !== undefined;
    if (revisionHashOf(pod) !== update.metadata.name && !isStopping) {
      return [deletePod(statefulSet, pod)];
    }
    const minReadySeconds = statefulSet.spec.minReadySeconds ?? 0;
    if (isStopping || !isPodAvailable(pod, minReadySeconds, nowMs)) {
      return [];
    }
  }
  return [];
}

function createPod(statefulSet: StatefulSet, pod: Pod): Write {
  const what = `create Pod ${pod.metadata.name} in StatefulSet ${statefulSet.metadata.name}`;
  return {
    verb: 'create',
    resource: resourceTypes.pods,
    object: pod,
    announce: {
      regarding: statefulSet,
      reason: 'SuccessfulCreate',
      message: `${what} successful`,
      failureReason: 'FailedCreate',
      failureMessage: `${what} failed error: {error}`,
    },
  };
}

function deletePod(statefulSet: StatefulSet, pod: Pod): Write {
  return {
    verb: 'delete',
    resource: resourceTypes.pods,
    object: pod,
    announce: {
      regarding: statefulSet,
      reason: 'SuccessfulDelete',
      message: `delete Pod ${pod.metadata.name} in StatefulSet ${statefulSet.metadata.name} successful`,
    },
  };
}
