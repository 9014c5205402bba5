import {
  KubeObject,
  OwnerReference,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Condition } from '../../objects/conditions';
import { LabelSelector, hasLabels } from '../../objects/labelSelector';
import { controllerReference } from '../../objects/owners';
import {
  isPodActive,
  isPodAvailable,
  isPodReady,
  nextAvailabilityInMs,
  Pod,
} from '../../objects/Pod';
import { Reconciliation, Write } from '../../reconcile/writes';
import { podFromTemplate, PodTemplate } from '../../objects/podFromTemplate';
import { statusPatch } from '../../reconcile/statusPatch';
import { rankForDeletion } from './rankForDeletion';

/** @internal */
export interface ReplicaSet extends KubeObject {
  spec: {
    replicas?: number;
    minReadySeconds?: number;
    selector: LabelSelector;
    template: PodTemplate;
  };
  status?: {
    replicas?: number;
    fullyLabeledReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    terminatingReplicas?: number;
    observedGeneration?: number;
    conditions?: Condition[];
  };
}

/** Upstream never creates or deletes more pods in one go. */
const BURST_REPLICAS = 500;

/**
 * One look at a ReplicaSet: pods to create or delete, and its status.
 *
 * @internal
 */
export function reconcileReplicaSet(
  replicaSet: ReplicaSet,
  pods: readonly Pod[],
  nowMs: number,
): Reconciliation {
  const active = pods.filter(isPodActive);
  const writes = replicaSet.metadata.deletionTimestamp
    ? []
    : replicaWrites(replicaSet, active);
  writes.push(
    ...statusPatch(
      resourceTypes.replicaSets,
      replicaSet,
      replicaSetStatus(replicaSet, pods, active, nowMs),
    ),
  );
  return {
    writes,
    requeueAfterMs: nextAvailabilityInMs(
      active,
      replicaSet.spec.minReadySeconds ?? 0,
      nowMs,
    ),
  };
}

function replicaWrites(replicaSet: ReplicaSet, active: Pod[]): Write[] {
  const difference = active.length - (replicaSet.spec.replicas ?? 1);
  if (difference < 0) {
    const owner: OwnerReference = controllerReference(replicaSet);
    return Array.from({ length: Math.min(-difference, BURST_REPLICAS) }, () =>
      createPod(replicaSet, owner),
    );
  }
  return rankForDeletion(active)
    .slice(0, Math.min(difference, BURST_REPLICAS))
    .map(pod => deletePod(replicaSet, pod));
}

function createPod(replicaSet: ReplicaSet, owner: OwnerReference): Write {
  return {
    verb: 'create',
    resource: resourceTypes.pods,
    object: podFromTemplate(replicaSet.spec.template, {
      namespace: replicaSet.metadata.namespace!,
      generateName: `${replicaSet.metadata.name}-`,
      owner,
    }),
    announce: {
      regarding: replicaSet,
      reason: 'SuccessfulCreate',
      message: 'Created pod: {name}',
      failureReason: 'FailedCreate',
      failureMessage: 'Error creating: {error}',
    },
  };
}

function deletePod(replicaSet: ReplicaSet, pod: Pod): Write {
  return {
    verb: 'delete',
    resource: resourceTypes.pods,
    object: pod,
    announce: {
      regarding: replicaSet,
      reason: 'SuccessfulDelete',
      message: 'Deleted pod: {name}',
      failureReason: 'FailedDelete',
      failureMessage: 'Error deleting: {error}',
    },
  };
}

function replicaSetStatus(
  replicaSet: ReplicaSet,
  pods: readonly Pod[],
  active: readonly Pod[],
  nowMs: number,
): NonNullable<ReplicaSet['status']> {
  const minReadySeconds = replicaSet.spec.minReadySeconds ?? 0;
  const templateLabels = replicaSet.spec.template.metadata?.labels;
  return {
    replicas: active.length,
    fullyLabeledReplicas:
      countOf(active, pod => hasLabels(pod.metadata.labels, templateLabels)) ||
      undefined,
    readyReplicas: countOf(active, isPodReady) || undefined,
    availableReplicas:
      countOf(active, pod => isPodAvailable(pod, minReadySeconds, nowMs)) ||
      undefined,
    terminatingReplicas: countOf(
      pods,
      pod => pod.metadata.deletionTimestamp !== undefined,
    ),
    observedGeneration: replicaSet.metadata.generation,
    conditions: replicaSet.status?.conditions,
  };
}

function countOf<T>(items: readonly T[], matches: (item: T) => boolean) {
  return items.filter(matches).length;
}
