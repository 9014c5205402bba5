import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Condition } from '../../objects/conditions';
import { resolveIntOrPercent } from '../../objects/intOrPercent';
import { LabelSelector } from '../../objects/labelSelector';
import { PodTemplate } from '../../objects/podFromTemplate';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';

/** @internal */
export interface Deployment extends KubeObject {
  spec: {
    replicas?: number;
    paused?: boolean;
    minReadySeconds?: number;
    progressDeadlineSeconds?: number;
    revisionHistoryLimit?: number;
    selector: LabelSelector;
    strategy?: {
      type?: 'RollingUpdate' | 'Recreate';
      rollingUpdate?: {
        maxSurge?: number | string;
        maxUnavailable?: number | string;
      };
    };
    template: PodTemplate;
  };
  status?: DeploymentStatus;
}

/** @internal */
export interface DeploymentStatus {
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  unavailableReplicas?: number;
  terminatingReplicas?: number;
  observedGeneration?: number;
  collisionCount?: number;
  conditions?: Condition[];
}

/** @internal */
export const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';
/** @internal */
export const REVISION_HISTORY_ANNOTATION =
  'deployment.kubernetes.io/revision-history';
/** @internal */
export const DESIRED_REPLICAS_ANNOTATION =
  'deployment.kubernetes.io/desired-replicas';
/** @internal */
export const MAX_REPLICAS_ANNOTATION = 'deployment.kubernetes.io/max-replicas';
/** @internal */
export const TEMPLATE_HASH_LABEL = 'pod-template-hash';

/** @internal */
export function desiredReplicasOf(object: {
  spec: { replicas?: number };
}): number {
  return object.spec.replicas ?? 1;
}

/** @internal */
export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type !== 'Recreate';
}

/**
 * How far a rolling update may go above and below the wanted count. Both at zero would stand still
 * for ever, so upstream then allows one to be missing.
 *
 * @internal
 */
export function rollingLimits(deployment: Deployment): {
  maxSurge: number;
  maxUnavailable: number;
} {
  if (!isRollingUpdate(deployment)) {
    return { maxSurge: 0, maxUnavailable: 0 };
  }
  const desired = desiredReplicasOf(deployment);
  const limits = deployment.spec.strategy?.rollingUpdate;
  const maxSurge = resolveIntOrPercent(
    limits?.maxSurge ?? '25%',
    desired,
    'up',
  );
  const maxUnavailable = resolveIntOrPercent(
    limits?.maxUnavailable ?? '25%',
    desired,
    'down',
  );
  return {
    maxSurge,
    maxUnavailable:
      maxSurge === 0 && maxUnavailable === 0
        ? 1
        : Math.min(maxUnavailable, desired),
  };
}

/** @internal */
export function totalReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + desiredReplicasOf(each), 0);
}

/** @internal */
export function totalAvailable(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce(
    (sum, each) => sum + (each.status?.availableReplicas ?? 0),
    0,
  );
}
