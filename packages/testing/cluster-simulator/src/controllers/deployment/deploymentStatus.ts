import {
  Condition,
  findCondition,
  withCondition,
  withoutCondition,
} from '../../objects/conditions';
import { formatTime, parseTime } from '../../objects/timestamps';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import {
  Deployment,
  DeploymentStatus,
  desiredReplicasOf,
  rollingLimits,
  totalAvailable,
  totalReplicas,
} from './Deployment';

/** What Kubernetes takes for "no deadline". */
const NO_DEADLINE_SECONDS = 2 ** 31 - 1;

/**
 * Counts and the Available condition.
 *
 * @internal
 */
export function countedStatus(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  replicaSets: readonly ReplicaSet[],
  conditions: Condition[] | undefined,
  nowMs: number,
): DeploymentStatus {
  const sum = (field: 'replicas' | 'readyReplicas' | 'terminatingReplicas') =>
    replicaSets.reduce((total, each) => total + (each.status?.[field] ?? 0), 0);
  const available = totalAvailable(replicaSets);
  const hasMinimum =
    available >=
    desiredReplicasOf(deployment) - rollingLimits(deployment).maxUnavailable;
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: sum('replicas') || undefined,
    updatedReplicas: newReplicaSet?.status?.replicas || undefined,
    readyReplicas: sum('readyReplicas') || undefined,
    availableReplicas: available || undefined,
    unavailableReplicas:
      Math.max(0, totalReplicas(replicaSets) - available) || undefined,
    terminatingReplicas: sum('terminatingReplicas'),
    collisionCount: deployment.status?.collisionCount,
    conditions: stamped(
      conditions,
      {
        type: 'Available',
        status: hasMinimum ? 'True' : 'False',
        reason: hasMinimum
          ? 'MinimumReplicasAvailable'
          : 'MinimumReplicasUnavailable',
        message: hasMinimum
          ? 'Deployment has minimum availability.'
          : 'Deployment does not have minimum availability.',
      },
      nowMs,
    ),
  };
}

/**
 * The status with the Progressing condition judged: complete, moving, or over its deadline.
 *
 * @internal
 */
export function progressedStatus(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  counted: DeploymentStatus,
  nowMs: number,
): DeploymentStatus {
  if (!hasProgressDeadline(deployment)) {
    return {
      ...counted,
      conditions: withoutCondition(counted.conditions, 'Progressing'),
    };
  }
  const present = findCondition(counted.conditions, 'Progressing');
  const isFinished =
    (counted.replicas ?? 0) === (counted.updatedReplicas ?? 0) &&
    present?.reason === 'NewReplicaSetAvailable';
  if (isFinished) {
    return counted;
  }
  const condition = judgeProgress(deployment, newReplicaSet, counted, nowMs);
  return condition
    ? {
        ...counted,
        conditions: stamped(counted.conditions, condition, nowMs),
      }
    : counted;
}

function judgeProgress(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  counted: DeploymentStatus,
  nowMs: number,
): Condition | undefined {
  const subject = newReplicaSet
    ? `ReplicaSet "${newReplicaSet.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, counted)) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${subject} has successfully progressed.`,
    };
  }
  if (hasProgressed(deployment.status ?? {}, counted)) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `${subject} is progressing.`,
      // Moving forward restarts the deadline.
      lastUpdateTime: formatTime(nowMs),
    };
  }
  const leftMs = progressDeadlineInMs(deployment, counted, nowMs);
  return leftMs !== undefined && leftMs <= 0
    ? {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `${subject} has timed out progressing.`,
      }
    : undefined;
}

/**
 * How long until the rollout counts as stuck; undefined when no deadline runs.
 *
 * @internal
 */
export function progressDeadlineInMs(
  deployment: Deployment,
  status: DeploymentStatus,
  nowMs: number,
): number | undefined {
  const progressing = findCondition(status.conditions, 'Progressing');
  const sinceMs = parseTime(progressing?.lastUpdateTime);
  const isRunning =
    hasProgressDeadline(deployment) &&
    progressing?.reason !== 'NewReplicaSetAvailable' &&
    progressing?.reason !== 'ProgressDeadlineExceeded' &&
    !deployment.spec.paused;
  return isRunning && sinceMs !== undefined
    ? sinceMs + deployment.spec.progressDeadlineSeconds! * 1000 - nowMs
    : undefined;
}

/**
 * The conditions with pausing and resuming marked, which stop and restart the deadline.
 *
 * @internal
 */
export function pausedConditions(
  deployment: Deployment,
  nowMs: number,
): Condition[] | undefined {
  const present = findCondition(deployment.status?.conditions, 'Progressing');
  const isMarkedPaused = present?.reason === 'DeploymentPaused';
  const isPaused = deployment.spec.paused === true;
  if (
    !hasProgressDeadline(deployment) ||
    present?.reason === 'ProgressDeadlineExceeded' ||
    isMarkedPaused === isPaused
  ) {
    return deployment.status?.conditions;
  }
  return stamped(
    deployment.status?.conditions,
    {
      type: 'Progressing',
      status: 'Unknown',
      reason: isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
      message: isPaused ? 'Deployment is paused' : 'Deployment is resumed',
    },
    nowMs,
  );
}

/** @internal */
export function hasProgressDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== NO_DEADLINE_SECONDS;
}

/** @internal */
export function isComplete(
  deployment: Deployment,
  status: DeploymentStatus,
): boolean {
  const desired = desiredReplicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === desired &&
    (status.replicas ?? 0) === desired &&
    (status.availableReplicas ?? 0) === desired &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function hasProgressed(
  before: DeploymentStatus,
  after: DeploymentStatus,
): boolean {
  const updated = (status: DeploymentStatus) => status.updatedReplicas ?? 0;
  const old = (status: DeploymentStatus) =>
    (status.replicas ?? 0) - updated(status);
  return (
    updated(after) > updated(before) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/**
 * Deployment conditions carry an update time too, which moves with status or reason.
 *
 * @internal
 */
export function stamped(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  nowMs: number,
): Condition[] {
  const present = findCondition(conditions, condition.type);
  const isSame =
    present?.status === condition.status && present.reason === condition.reason;
  return withCondition(
    conditions,
    {
      ...condition,
      lastUpdateTime:
        condition.lastUpdateTime ??
        (isSame ? present.lastUpdateTime : formatTime(nowMs)),
    },
    nowMs,
  );
}
