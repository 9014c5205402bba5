import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  after,
  EventIntent,
  formatMicroTime,
  parseTime,
  Reconciliation,
  statusPatch,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { missingEnvoys } from './envoys';
import { openPrePull } from './imagePrePull';
import { IMAGE_REPLACED } from './reconcileContainer';
import { setImage } from './setImage';
import {
  isGoingAway,
  isLeftOut,
  isRunning,
  isUnderWay,
  UPGRADE_PHASE_ANNOTATION,
  WekaCluster,
  WekaContainer,
  wekaResources,
  WekaTiming,
} from './wekaObjects';

/** The operator's order; s3 and nfs are one phase. Other modes are not touched. */
const PHASES = [
  { name: 'drive', modes: ['drive'] },
  { name: 'compute', modes: ['compute'] },
  { name: 'frontend', modes: ['s3', 'nfs'] },
];
/** Share of drive and compute containers that must be active (the chart's default). */
const NEEDED_PERCENT = 90;
/** Share of a phase's containers that may be going away (the chart's default). */
const MAX_DEACTIVATING_PERCENT = 10;

/** When the last container of an upgrade had come back. */
const UPGRADE_FINISHED = 'UpgradeFinished';

/** @internal */
export interface ClusterSituation {
  cluster: WekaCluster;
  /** Containers of the cluster's backends. */
  containers: readonly WekaContainer[];
  /** By which the operator has the present image pulled, where it did so already. */
  prePull?: KubeObject;
  timing: WekaTiming;
  nowMs: number;
}

/** What the operator does about the image: hold, take the next container, or report the end. */
interface Move {
  next?: WekaContainer;
  /** The phase that Weka is told to be in; absent: it is left as it is. */
  phase?: string;
  /** Why nothing is taken now. */
  event?: EventIntent;
  isFinished?: boolean;
  requeueAfterMs?: number;
  /** What has to be made before anything else. */
  prepares?: Write[];
}

/**
 * Brings a storage cluster to its image, one container at a time and only while the data is safe.
 *
 * @internal
 */
export function reconcileCluster(situation: ClusterSituation): Reconciliation {
  const { cluster } = situation;
  const { image } = cluster.spec;
  const move = nextMove(situation);
  const applied = cluster.status?.lastAppliedImage;
  const isUpgraded =
    move.isFinished === true && applied !== undefined && applied !== image;
  const timestamps = isUpgraded
    ? { [UPGRADE_FINISHED]: formatMicroTime(situation.nowMs) }
    : cluster.status?.timestamps;
  const movingMs = dataMovesMs(timestamps, situation);
  const status = {
    ...cluster.status,
    status: statusOf(situation),
    lastAppliedImage: appliedImage(situation, move),
    stats: statsOf(situation, movingMs !== undefined),
    ...(timestamps && { timestamps }),
  };
  return after(statusPatch(wekaResources.clusters, cluster, status), {
    writes: [
      ...enterPhase(cluster, move),
      ...(move.prepares ?? []),
      ...(move.next ? [setImage(move.next, image)] : []),
      ...missingEnvoys(cluster, situation.containers),
    ],
    events: [
      ...(move.event ? [move.event] : []),
      ...(isUpgraded
        ? [event(cluster, 'Normal', 'UpgradeFinished', `Runs ${image}`)]
        : []),
    ],
    requeueAfterMs:
      move.requeueAfterMs ?? protectionLeftMs(situation) ?? movingMs,
  });
}

/** Filled in with the first look at containers: without any, nothing is applied. */
function appliedImage(
  { cluster, containers }: ClusterSituation,
  { isFinished }: Move,
): string | undefined {
  const { image } = cluster.spec;
  return isFinished
    ? image
    : (cluster.status?.lastAppliedImage ??
        (containers.length > 0 ? image : undefined));
}

function nextMove(situation: ClusterSituation): Move {
  const { cluster, containers } = situation;
  const { image, overrides } = cluster.spec;
  if (containers.length === 0 || cluster.status?.lastAppliedImage === image) {
    // Also when an upgrade was taken back half way: what containers were told then stays.
    return {};
  }
  if (overrides?.upgradePaused) {
    return {};
  }
  const prepares = openPrePull(cluster, situation.prePull);
  if (prepares) {
    return { prepares };
  }
  for (const { name, modes } of PHASES) {
    const all = containers.filter(({ spec }) => modes.includes(spec.mode));
    const members = all.filter(container => !isLeftOut(container));
    const behind = members.filter(({ spec }) => spec.image !== image);
    if (name !== 'drive' && overrides?.upgradePausePreCompute) {
      return {};
    }
    if (
      members.some(container => isUnderWay(container, image)) ||
      areTooManyLeaving(all)
    ) {
      return { phase: name };
    }
    if (behind.length > 0) {
      // Weka is told of the phase before anything is looked at that may hold the first container back.
      return { phase: name, ...(gate(situation) ?? { next: behind[0] }) };
    }
  }
  return { isFinished: true };
}

function areTooManyLeaving(containers: readonly WekaContainer[]): boolean {
  const leaving = containers.filter(isGoingAway).length;
  return (
    leaving > Math.floor((containers.length * MAX_DEACTIVATING_PERCENT) / 100)
  );
}

/** An upgrade that is taken back leaves the phase open: only the end of one closes it. */
function enterPhase(
  { metadata: { name, namespace, uid, annotations } }: WekaCluster,
  { phase, isFinished }: Move,
): Write[] {
  const now = annotations?.[UPGRADE_PHASE_ANNOTATION];
  const next = isFinished ? undefined : (phase ?? now);
  return next === now
    ? []
    : [
        {
          verb: 'patch',
          resource: wekaResources.clusters,
          key: { name, namespace },
          patchType: 'merge',
          body: {
            metadata: {
              uid,
              annotations: { [UPGRADE_PHASE_ANNOTATION]: next ?? null },
            },
          },
        },
      ];
}

/** What keeps the operator from taking the next container; undefined when nothing does. */
function gate(situation: ClusterSituation): Move | undefined {
  const { cluster } = situation;
  const protectedInMs = protectionLeftMs(situation);
  if (protectedInMs !== undefined) {
    return {
      event: event(
        cluster,
        'Normal',
        'WaitingForStabilize',
        'Waiting until the data is fully protected again',
      ),
      requeueAfterMs: protectedInMs,
    };
  }
  const short = (['drive', 'compute'] as const).find(mode => {
    const { active, desired } = countOf(situation, mode);
    return active * 100 < desired * NEEDED_PERCENT;
  });
  if (!short) {
    return undefined;
  }
  const { active, desired } = countOf(situation, short);
  return {
    event: event(
      cluster,
      'Warning',
      'ClusterSizeThreshold',
      `${active} of ${desired} ${short} containers are active, ${NEEDED_PERCENT} % are needed`,
    ),
  };
}

/** Undefined when everything is protected. */
function protectionLeftMs({
  containers,
  timing,
  nowMs,
}: ClusterSituation): number | undefined {
  const leftMs = Math.max(
    ...containers
      .filter(({ spec }) => spec.mode === 'drive')
      .map(({ status }) => parseTime(status?.timestamps?.[IMAGE_REPLACED]) ?? 0)
      .map(replacedMs => replacedMs + timing.protectionMs - nowMs),
  );
  return leftMs > 0 ? leftMs : undefined;
}

/** How long Weka still puts its data in order after an upgrade; undefined when it doesn't. */
function dataMovesMs(
  timestamps: Record<string, string> | undefined,
  { timing, nowMs }: ClusterSituation,
): number | undefined {
  const finishedMs = parseTime(timestamps?.[UPGRADE_FINISHED]);
  const leftMs = (finishedMs ?? -Infinity) + timing.dataUpgradeMs - nowMs;
  return leftMs > 0 ? leftMs : undefined;
}

/** It stays Ready throughout an upgrade: what tells the end is `lastAppliedImage`. */
function statusOf({ cluster, containers }: ClusterSituation): string {
  return cluster.status?.status === 'Ready' ||
    (containers.length > 0 && containers.every(isRunning))
    ? 'Ready'
    : 'Init';
}

function countOf({ cluster, containers }: ClusterSituation, mode: string) {
  const members = containers.filter(({ spec }) => spec.mode === mode);
  return {
    active: members.filter(isRunning).length,
    created: members.length,
    desired:
      cluster.spec.dynamicTemplate?.[`${mode}Containers`] ?? members.length,
  };
}

function statsOf(situation: ClusterSituation, isDataMoving: boolean) {
  const modes = new Set(situation.containers.map(({ spec }) => spec.mode));
  const counts = [...modes].map(mode => [
    mode,
    { numContainers: countOf(situation, mode) },
  ]);
  const drives = countOf(situation, 'drive');
  const isProtected =
    !isDataMoving &&
    drives.active >= drives.desired &&
    protectionLeftMs(situation) === undefined;
  return {
    clusterStatus: isProtected ? 'OK' : 'REDISTRIBUTING',
    alertsCount: 0,
    numFailures: 0,
    drives: { failures: [] },
    containers: Object.fromEntries(counts),
  };
}

function event(
  regarding: WekaCluster,
  type: EventIntent['type'],
  reason: string,
  message: string,
): EventIntent {
  return { regarding, type, reason, message };
}
