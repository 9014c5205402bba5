import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { canonicalJson } from '../../objects/canonicalJson';
import { controllerReference } from '../../objects/owners';
import { safeHash } from '../../objects/safeHash';
import { Write } from '../../reconcile/writes';
import { PodTemplate } from '../../objects/podFromTemplate';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import {
  Deployment,
  DESIRED_REPLICAS_ANNOTATION,
  desiredReplicasOf,
  isRollingUpdate,
  MAX_REPLICAS_ANNOTATION,
  REVISION_ANNOTATION,
  REVISION_HISTORY_ANNOTATION,
  rollingLimits,
  TEMPLATE_HASH_LABEL,
  totalReplicas,
} from './Deployment';

/** Annotations of a Deployment that its ReplicaSets don't take over. */
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION_ANNOTATION,
  REVISION_HISTORY_ANNOTATION,
  DESIRED_REPLICAS_ANNOTATION,
  MAX_REPLICAS_ANNOTATION,
];

/**
 * The ReplicaSet whose template is the Deployment's present one; the oldest where several are.
 *
 * @internal
 */
export function findNewReplicaSet(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const wanted = templateWithoutHash(deployment.spec.template);
  return [...replicaSets]
    .sort(byCreation)
    .find(each => templateWithoutHash(each.spec.template) === wanted);
}

/** @internal */
export function byCreation(one: KubeObject, other: KubeObject): number {
  const times = [one, other].map(each => each.metadata.creationTimestamp ?? '');
  return times[0] === times[1]
    ? one.metadata.name.localeCompare(other.metadata.name)
    : times[0].localeCompare(times[1]);
}

/** @internal */
export function revisionOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.[REVISION_ANNOTATION]) || 0;
}

/**
 * Creates the ReplicaSet of the Deployment's present template, or, where another template already
 * took its name, counts the collision so that the next look picks another name.
 *
 * @internal
 */
export function createNewReplicaSet(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
): { replicaSet: ReplicaSet; hasCollision: boolean } {
  const hash = safeHash(
    canonicalJson([
      deployment.spec.template,
      deployment.status?.collisionCount ?? 0,
    ]),
  );
  const name = `${deployment.metadata.name}-${hash}`;
  const labels = {
    ...deployment.spec.template.metadata?.labels,
    [TEMPLATE_HASH_LABEL]: hash,
  };
  const replicaSet: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: {
        ...copiedAnnotations(deployment),
        ...replicaAnnotations(deployment),
        [REVISION_ANNOTATION]: `${nextRevision(replicaSets)}`,
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: replicasForNew(deployment, undefined, replicaSets),
      minReadySeconds: deployment.spec.minReadySeconds,
      selector: {
        ...deployment.spec.selector,
        matchLabels: {
          ...deployment.spec.selector.matchLabels,
          [TEMPLATE_HASH_LABEL]: hash,
        },
      },
      template: {
        ...deployment.spec.template,
        metadata: { ...deployment.spec.template.metadata, labels },
      },
    },
  };
  return {
    replicaSet,
    hasCollision: replicaSets.some(each => each.metadata.name === name),
  };
}

/**
 * Brings revision and copied annotations of the present ReplicaSet up to date: a template that comes
 * back becomes the newest revision again.
 *
 * @internal
 */
export function syncNewReplicaSet(
  deployment: Deployment,
  replicaSet: ReplicaSet,
  oldReplicaSets: readonly ReplicaSet[],
): Write | undefined {
  const present = replicaSet.metadata.annotations ?? {};
  const revision = revisionOf(replicaSet);
  const newest = nextRevision(oldReplicaSets);
  const annotations: Record<string, string> = {
    ...present,
    ...copiedAnnotations(deployment),
  };
  if (revision < newest) {
    annotations[REVISION_ANNOTATION] = `${newest}`;
    if (revision > 0) {
      const history = present[REVISION_HISTORY_ANNOTATION];
      annotations[REVISION_HISTORY_ANNOTATION] = history
        ? `${history},${revision}`
        : `${revision}`;
    }
  }
  const minReadySeconds = deployment.spec.minReadySeconds;
  if (
    canonicalJson(annotations) === canonicalJson(present) &&
    (replicaSet.spec.minReadySeconds ?? 0) === (minReadySeconds ?? 0)
  ) {
    return undefined;
  }
  return {
    verb: 'update',
    resource: resourceTypes.replicaSets,
    object: {
      ...replicaSet,
      metadata: { ...replicaSet.metadata, annotations },
      spec: { ...replicaSet.spec, minReadySeconds },
    },
  };
}

/** @internal */
export function replicaAnnotations(
  deployment: Deployment,
): Record<string, string> {
  const desired = desiredReplicasOf(deployment);
  return {
    [DESIRED_REPLICAS_ANNOTATION]: `${desired}`,
    [MAX_REPLICAS_ANNOTATION]: `${desired + rollingLimits(deployment).maxSurge}`,
  };
}

/**
 * How many replicas the new ReplicaSet may have at this moment.
 *
 * @internal
 */
export function replicasForNew(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  replicaSets: readonly ReplicaSet[],
): number {
  const desired = desiredReplicasOf(deployment);
  if (!isRollingUpdate(deployment)) {
    return desired;
  }
  const present = newReplicaSet ? desiredReplicasOf(newReplicaSet) : 0;
  const room =
    desired + rollingLimits(deployment).maxSurge - totalReplicas(replicaSets);
  return room <= 0
    ? present
    : present + Math.min(room, Math.max(0, desired - present));
}

function nextRevision(replicaSets: readonly ReplicaSet[]): number {
  return Math.max(0, ...replicaSets.map(revisionOf)) + 1;
}

function copiedAnnotations(deployment: Deployment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(
      ([name]) => !NOT_COPIED.includes(name),
    ),
  );
}

function templateWithoutHash(template: PodTemplate): string {
  const { [TEMPLATE_HASH_LABEL]: _, ...labels } =
    template.metadata?.labels ?? {};
  return canonicalJson({
    ...template,
    metadata: { ...template.metadata, labels, creationTimestamp: undefined },
  });
}
