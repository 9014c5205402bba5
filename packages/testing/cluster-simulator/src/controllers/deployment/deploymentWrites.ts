import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameContent } from '../../objects/canonicalJson';
import { Write } from '../../reconcile/writes';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import {
  Deployment,
  desiredReplicasOf,
  REVISION_ANNOTATION,
} from './Deployment';
import { byCreation, replicaAnnotations, revisionOf } from './newReplicaSet';
import { ReplicaTarget } from './replicaTargets';

/**
 * Creates the ReplicaSet of a new template.
 *
 * @internal
 */
export function createWrite(
  deployment: Deployment,
  replicaSet: ReplicaSet,
): Write {
  return {
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
}

/**
 * Sizes a ReplicaSet, and notes in it what it was sized for.
 *
 * @internal
 */
export function scaleWrite(
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
    isSameContent(annotations, replicaSet.metadata.annotations)
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

/**
 * Numbers the Deployment as its newest ReplicaSet.
 *
 * @internal
 */
export function revisionWrites(
  deployment: Deployment,
  revision: number,
): Write[] {
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

/**
 * Deletes old ReplicaSets beyond `revisionHistoryLimit`, oldest first.
 *
 * @internal
 */
export function historyWrites(
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
