import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameJson } from '../../objects/canonicalJson';
import { findCondition } from '../../objects/conditions';
import { isPodFinished, Pod } from '../../objects/Pod';
import { Reconciliation, Write } from '../../reconcile/writes';
import { statusPatch } from '../statusPatch';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import {
  Deployment,
  DeploymentStatus,
  desiredReplicasOf,
  isRollingUpdate,
  REVISION_ANNOTATION,
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
  byCreation,
  createNewReplicaSet,
  findNewReplicaSet,
  replicaAnnotations,
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
  const create: Write = {
    verb: 'create',
    resource: resourceTypes.replicaSets,
    object: replicaSet,
    announce: {
      regarding: deployment,
      reason: 'ScalingReplicaSet',
      message: `Scaled up replica set {name} from 0 to ${replicaSet.spec.replicas}`,
      failureReason: 'ReplicaSetCreateError',
      failureMessage: `Failed to create new replica set "${replicaSet.metadata.name}": {error}`,
    },
  };
  return {
    writes: [
      create,
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

function scaleWrite(
  deployment: Deployment,
  { replicaSet, replicas }: ReplicaTarget,
): Write | undefined {
  const before = desiredReplicasOf(replicaSet);
  const annotations = {
    ...replicaSet.metadata.annotations,
    ...replicaAnnotations(deployment),
  };
  if (
    before === replicas &&
    isSameJson(annotations, replicaSet.metadata.annotations)
  ) {
    return undefined;
  }
  return {
    verb: 'update',
    resource: resourceTypes.replicaSets,
    object: {
      ...replicaSet,
      metadata: { ...replicaSet.metadata, annotations },
      spec: { ...replicaSet.spec, replicas },
    },
    announce:
      before === replicas
        ? undefined
        : {
            regarding: deployment,
            reason: 'ScalingReplicaSet',
            message: `Scaled ${
              replicas > before ? 'up' : 'down'
            } replica set {name} from ${before} to ${replicas}`,
          },
  };
}

function revisionWrites(deployment: Deployment, revision: number): Write[] {
  const { name, namespace, annotations } = deployment.metadata;
  return annotations?.[REVISION_ANNOTATION] === `${revision}`
    ? []
    : [
        {
          verb: 'patch',
          resource: resourceTypes.deployments,
          key: { name, namespace },
          patchType: 'merge',
          body: {
            metadata: { annotations: { [REVISION_ANNOTATION]: `${revision}` } },
          },
        },
      ];
}

/** Old ReplicaSets beyond `revisionHistoryLimit`, oldest first. */
function historyWrites(
  deployment: Deployment,
  old: readonly ReplicaSet[],
): Write[] {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const removable = old
    .filter(
      each =>
        !each.metadata.deletionTimestamp &&
        desiredReplicasOf(each) === 0 &&
        (each.status?.replicas ?? 0) === 0 &&
        (each.status?.observedGeneration ?? 0) >=
          (each.metadata.generation ?? 0),
    )
    .sort(
      (one, other) =>
        revisionOf(one) - revisionOf(other) || byCreation(one, other),
    );
  return removable
    .slice(0, Math.max(0, removable.length - limit))
    .map(object => ({
      verb: 'delete',
      resource: resourceTypes.replicaSets,
      object,
      options: { propagationPolicy: 'Background' },
    }));
}

function deadline(
  deployment: Deployment,
  status: DeploymentStatus,
  nowMs: number,
): number | undefined {
  const leftMs = progressDeadlineInMs(deployment, status, nowMs);
  return leftMs === undefined ? undefined : Math.max(leftMs, 1);
}
