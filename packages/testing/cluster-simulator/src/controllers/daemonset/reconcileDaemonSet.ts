import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Node } from '../../objects/Node';
import {
  isPodAvailable,
  isPodReady,
  nextAvailabilityInMs,
  Pod,
} from '../../objects/Pod';
import { earliest, Reconciliation, Write } from '../../reconcile/writes';
import { pinnedNodeName } from '../nodeSelection';
import {
  ControllerRevision,
  historyLimitWrites,
  revisionHashOf,
  syncRevision,
} from '../revisions/controllerRevisions';
import { statusPatch } from '../../reconcile/statusPatch';
import { createPod, deletePod } from './daemonPodWrites';
import { daemonNeed, DaemonSet, maxUnavailableOf } from './DaemonSet';

/** @internal */
export interface DaemonSetSituation {
  daemonSet: DaemonSet;
  nodes: readonly Node[];
  /** All that the DaemonSet controls. */
  pods: readonly Pod[];
  revisions: readonly ControllerRevision[];
  nowMs: number;
}

interface NodeState {
  node: Node;
  shouldRun: boolean;
  mayStay: boolean;
  pods: Pod[];
}

/**
 * One look at a DaemonSet: pods per node, rolling replacement unless the strategy is OnDelete, and
 * status.
 *
 * @internal
 */
export function reconcileDaemonSet(
  situation: DaemonSetSituation,
): Reconciliation {
  const { daemonSet, pods, revisions, nowMs } = situation;
  const { current, writes: revisionWrites } = syncRevision(
    daemonSet,
    revisions,
    daemonSet.status?.collisionCount ?? 0,
  );
  const hash = revisionHashOf(current)!;
  const states = statesOf(situation);
  const writes: Write[] = daemonSet.metadata.deletionTimestamp
    ? []
    : [
        ...revisionWrites,
        ...placementWrites(daemonSet, states, pods, current),
        ...updateWrites(situation, states, hash),
        ...historyLimitWrites(
          revisions,
          new Set([hash, ...pods.map(pod => revisionHashOf(pod) ?? '')]),
          daemonSet.spec.revisionHistoryLimit ?? 10,
        ),
      ];
  const status = daemonSetStatus(situation, states, hash);
  return {
    writes: [
      ...writes,
      ...statusPatch(resourceTypes.daemonSets, daemonSet, status),
    ],
    requeueAfterMs: earliest(
      nextAvailabilityInMs(pods, daemonSet.spec.minReadySeconds ?? 0, nowMs),
    ),
  };
}

function statesOf({ daemonSet, nodes, pods }: DaemonSetSituation): NodeState[] {
  const podsByNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const nodeName = nodeOf(pod) ?? '';
    const present = podsByNode.get(nodeName);
    if (present) {
      present.push(pod);
    } else {
      podsByNode.set(nodeName, [pod]);
    }
  }
  return nodes.map(node => ({
    node,
    ...daemonNeed(daemonSet, node),
    pods: podsByNode.get(node.metadata.name) ?? [],
  }));
}

/** A daemon pod belongs to its node from its creation on, before the scheduler binds it. */
function nodeOf(pod: Pod): string | undefined {
  return pod.spec.nodeName ?? pinnedNodeName(pod.spec);
}

function placementWrites(
  daemonSet: DaemonSet,
  states: readonly NodeState[],
  pods: readonly Pod[],
  current: ControllerRevision,
): Write[] {
  const writes = states.flatMap(state => {
    const running = state.pods.filter(
      pod => !pod.metadata.deletionTimestamp && pod.status?.phase !== 'Failed',
    );
    const failed = state.pods.filter(
      pod => !pod.metadata.deletionTimestamp && pod.status?.phase === 'Failed',
    );
    if (state.shouldRun && state.pods.length === 0) {
      return [createPod(daemonSet, state.node, current)];
    }
    if (!state.mayStay) {
      return [...running, ...failed].map(pod => deletePod(daemonSet, pod));
    }
    const duplicates = [...running].sort(byAge).slice(1);
    return [
      ...failed.map(pod => ({
        ...deletePod(daemonSet, pod),
        announce: {
          regarding: daemonSet,
          reason: 'FailedDaemonPod',
          message: `Found failed daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${state.node.metadata.name}, will try to kill it`,
        },
      })),
      ...duplicates.map(pod => deletePod(daemonSet, pod)),
    ];
  });
  // Pods that ran on a node which is gone are left to the pod garbage collector, which can't see these.
  const known = new Set(states.map(state => state.node.metadata.name));
  const stranded = pods.filter(
    pod =>
      !pod.metadata.deletionTimestamp &&
      !pod.spec.nodeName &&
      !known.has(nodeOf(pod) ?? ''),
  );
  return [...writes, ...stranded.map(pod => deletePod(daemonSet, pod))];
}

/** RollingUpdate: old pods are deleted as long as not too many nodes are without a ready one. */
function updateWrites(
  { daemonSet, nowMs }: DaemonSetSituation,
  states: readonly NodeState[],
  hash: string,
): Write[] {
  if (daemonSet.spec.updateStrategy?.type === 'OnDelete') {
    return [];
  }
  const wanted = states.filter(state => state.shouldRun);
  const maxUnavailable = maxUnavailableOf(daemonSet, wanted.length);
  let unavailable = 0;
  const broken: Pod[] = [];
  const serving: Pod[] = [];
  for (const state of wanted) {
    const live = state.pods.filter(pod => !pod.metadata.deletionTimestamp);
    const isServed = live.some(pod => isAvailable(daemonSet, pod, nowMs));
    unavailable += isServed ? 0 : 1;
    const old = live.filter(pod => revisionHashOf(pod) !== hash);
    (isServed ? serving : broken).push(...old);
  }
  // An old pod that serves nobody costs nothing to replace.
  const replaceable = Math.max(0, maxUnavailable - unavailable);
  return [...broken, ...serving.slice(0, replaceable)].map(pod =>
    deletePod(daemonSet, pod),
  );
}

function isAvailable(daemonSet: DaemonSet, pod: Pod, nowMs: number): boolean {
  return isPodAvailable(pod, daemonSet.spec.minReadySeconds ?? 0, nowMs);
}

function daemonSetStatus(
  { daemonSet, nowMs }: DaemonSetSituation,
  states: readonly NodeState[],
  hash: string,
): NonNullable<DaemonSet['status']> {
  const wanted = states.filter(state => state.shouldRun);
  const scheduled = wanted
    .map(state => [...state.pods].sort(byAge)[0])
    .filter(pod => pod !== undefined);
  const available = scheduled.filter(pod => isAvailable(daemonSet, pod, nowMs));
  return {
    currentNumberScheduled: scheduled.length,
    numberMisscheduled: states.filter(
      state => !state.shouldRun && state.pods.length > 0,
    ).length,
    desiredNumberScheduled: wanted.length,
    numberReady: scheduled.filter(isPodReady).length,
    updatedNumberScheduled:
      scheduled.filter(pod => revisionHashOf(pod) === hash).length || undefined,
    numberAvailable: available.length || undefined,
    numberUnavailable: wanted.length - available.length || undefined,
    observedGeneration: daemonSet.metadata.generation,
    collisionCount: daemonSet.status?.collisionCount,
    conditions: daemonSet.status?.conditions,
  };
}

function byAge(one: Pod, other: Pod): number {
  return (
    (one.metadata.creationTimestamp ?? '').localeCompare(
      other.metadata.creationTimestamp ?? '',
    ) || one.metadata.name.localeCompare(other.metadata.name)
  );
}
