import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { findCondition } from '../../objects/conditions';
import { isPodFinished, Pod } from '../../objects/Pod';
import { Reconciliation, Write } from '../../reconcile/writes';
import { statusPatch } from '../../reconcile/statusPatch';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import {
  Deployment,
  DeploymentStatus,
  desiredReplicasOf,
  isRollingUpdate,
} from './Deployment';
import {
  countedStatus,
  hasProgressDeadline,
  isComplete,
  pausedConditions,
  progressDeadlineInMs,
  progressedStatus,
  stamped,
} from './deploymentStatus';
import {
  createWrite,
  historyWrites,
  revisionWrites,
  scaleWrite,
} from './deploymentWrites';
import {
  createNewReplicaSet,
  findNewReplicaSet,
  revisionOf,
  syncNewReplicaSet,
} from './newReplicaSet';
import {
  isScaling,
  recreateTargets,
  ReplicaTarget,
  rollingTargets,
  scaledTargets,
} from './replicaTargets';

/** @internal */
export interface DeploymentSituation {
  deployment: Deployment;
  /** All that the Deployment controls. */
  replicaSets: readonly ReplicaSet[];
  podsOf: (replicaSet: ReplicaSet) => readonly Pod[];
  nowMs: number;
}

/**
 * One look at a Deployment: at most one step of its rollout, its revision and its status.
 *
 * @internal
 */
export function reconcileDeployment(
  situation: DeploymentSituation,
): Reconciliation {
  const { deployment, replicaSets, nowMs } = situation;
  const newReplicaSet = findNewReplicaSet(deployment, replicaSets);
  const counted = countedStatus(
    deployment,
    newReplicaSet,
    replicaSets,
    pausedConditions(deployment, nowMs),
    nowMs,
  );
  if (deployment.metadata.deletionTimestamp) {
    return {
      writes: statusPatch(resourceTypes.deployments, deployment, counted),
    };
  }
  if (deployment.spec.paused || isScaling(deployment, replicaSets)) {
    return whileHeld(situation, newReplicaSet, counted);
  }
  const isNewWanted =
    isRollingUpdate(deployment) || areOldPodsGone(situation, newReplicaSet);
  return !newReplicaSet && isNewWanted
    ? begin(situation, counted)
    : roll(situation, newReplicaSet, counted);
}

/** Paused, or being scaled: sizes follow the replica count, the rollout does not move. */
function whileHeld(
  { deployment, replicaSets, nowMs }: DeploymentSituation,
  newReplicaSet: ReplicaSet | undefined,
  counted: DeploymentStatus,
): Reconciliation {
  const old = replicaSets.filter(each => each !== newReplicaSet);
  const writes = scaledTargets(deployment, newReplicaSet, old)
    .map(target => scaleWrite(deployment, target))
    .filter(write => write !== undefined);
  return {
    writes: [
      ...writes,
      ...statusPatch(resourceTypes.deployments, deployment, counted),
    ],
    requeueAfterMs: deadline(deployment, counted, nowMs),
  };
}

/** A template that no ReplicaSet has yet. */
function begin(
  { deployment, replicaSets, nowMs }: DeploymentSituation,
  counted: DeploymentStatus,
): Reconciliation {
  const { replicaSet, hasCollision } = createNewReplicaSet(
    deployment,
    replicaSets,
  );
  if (hasCollision) {
    const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
    return {
      writes: statusPatch(resourceTypes.deployments, deployment, {
        ...counted,
        collisionCount,
      }),
    };
  }
  const status = hasProgressDeadline(deployment)
    ? {
        ...counted,
        conditions: stamped(
          counted.conditions,
          {
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetCreated',
            message: `Created new replica set "${replicaSet.metadata.name}"`,
          },
          nowMs,
        ),
      }
    : counted;
  return {
    writes: [
      createWrite(deployment, replicaSet),
      ...revisionWrites(deployment, revisionOf(replicaSet)),
      ...statusPatch(resourceTypes.deployments, deployment, status),
    ],
    requeueAfterMs: deadline(deployment, status, nowMs),
  };
}

function roll(
  situation: DeploymentSituation,
  newReplicaSet: ReplicaSet | undefined,
  counted: DeploymentStatus,
): Reconciliation {
  const { deployment, replicaSets, nowMs } = situation;
  const old = replicaSets.filter(each => each !== newReplicaSet);
  const status = progressedStatus(
    deployment,
    newReplicaSet,
    withFoundCondition(deployment, newReplicaSet, counted, nowMs),
    nowMs,
  );
  const sync =
    newReplicaSet && syncNewReplicaSet(deployment, newReplicaSet, old);
  const writes: Write[] = sync
    ? [sync]
    : rolloutTargets(situation, newReplicaSet, old)
        .map(target => scaleWrite(deployment, target))
        .filter(write => write !== undefined);
  if (newReplicaSet) {
    const synced = sync?.verb === 'update' ? sync.object : newReplicaSet;
    writes.push(...revisionWrites(deployment, revisionOf(synced)));
  }
  if (isComplete(deployment, status)) {
    writes.push(...historyWrites(deployment, old));
  }
  return {
    writes: [
      ...writes,
      ...statusPatch(resourceTypes.deployments, deployment, status),
    ],
    requeueAfterMs: deadline(deployment, status, nowMs),
  };
}

function rolloutTargets(
  situation: DeploymentSituation,
  newReplicaSet: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): ReplicaTarget[] {
  const { deployment } = situation;
  if (isRollingUpdate(deployment)) {
    return newReplicaSet ? rollingTargets(deployment, newReplicaSet, old) : [];
  }
  return recreateTargets(
    deployment,
    areOldPodsGone(situation, newReplicaSet) ? newReplicaSet : undefined,
    old,
  );
}

/** A ReplicaSet found again, by rollback for example, starts the progress condition afresh. */
function withFoundCondition(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  counted: DeploymentStatus,
  nowMs: number,
): DeploymentStatus {
  const isKnown = findCondition(counted.conditions, 'Progressing');
  return !newReplicaSet || isKnown || !hasProgressDeadline(deployment)
    ? counted
    : {
        ...counted,
        conditions: stamped(
          counted.conditions,
          {
            type: 'Progressing',
            status: 'True',
            reason: 'FoundNewReplicaSet',
            message: `Found new replica set "${newReplicaSet.metadata.name}"`,
          },
          nowMs,
        ),
      };
}

function areOldPodsGone(
  { replicaSets, podsOf }: DeploymentSituation,
  newReplicaSet: ReplicaSet | undefined,
): boolean {
  return replicaSets
    .filter(each => each !== newReplicaSet)
    .every(
      each =>
        desiredReplicasOf(each) === 0 && podsOf(each).every(isPodFinished),
    );
}

function deadline(
  deployment: Deployment,
  status: DeploymentStatus,
  nowMs: number,
): number | undefined {
  const leftMs = progressDeadlineInMs(deployment, status, nowMs);
  return leftMs === undefined ? undefined : Math.max(leftMs, 1);
}
