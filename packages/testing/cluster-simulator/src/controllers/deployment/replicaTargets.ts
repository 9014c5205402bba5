import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import {
  Deployment,
  DESIRED_REPLICAS_ANNOTATION,
  desiredReplicasOf,
  isRollingUpdate,
  MAX_REPLICAS_ANNOTATION,
  rollingLimits,
  totalAvailable,
  totalReplicas,
} from './Deployment';
import { byCreation, replicasForNew } from './newReplicaSet';

/** @internal */
export interface ReplicaTarget {
  replicaSet: ReplicaSet;
  replicas: number;
}

/**
 * The next step of a rolling update: first the new ReplicaSet grows as far as the surge lets it, then
 * the old ones shrink as far as availability lets them, broken pods first.
 *
 * @internal
 */
export function rollingTargets(
  deployment: Deployment,
  newReplicaSet: ReplicaSet,
  oldReplicaSets: readonly ReplicaSet[],
): ReplicaTarget[] {
  const desired = desiredReplicasOf(deployment);
  const present = desiredReplicasOf(newReplicaSet);
  const all = [...oldReplicaSets, newReplicaSet];
  const wanted =
    present > desired
      ? desired
      : replicasForNew(deployment, newReplicaSet, all);
  return wanted !== present
    ? [{ replicaSet: newReplicaSet, replicas: wanted }]
    : shrunkOldTargets(deployment, newReplicaSet, oldReplicaSets);
}

function shrunkOldTargets(
  deployment: Deployment,
  newReplicaSet: ReplicaSet,
  oldReplicaSets: readonly ReplicaSet[],
): ReplicaTarget[] {
  if (totalReplicas(oldReplicaSets) === 0) {
    return [];
  }
  const minAvailable =
    desiredReplicasOf(deployment) - rollingLimits(deployment).maxUnavailable;
  const newUnavailable =
    desiredReplicasOf(newReplicaSet) -
    (newReplicaSet.status?.availableReplicas ?? 0);
  const all = [...oldReplicaSets, newReplicaSet];
  let mayShrinkBy = totalReplicas(all) - minAvailable - newUnavailable;
  if (mayShrinkBy <= 0) {
    return [];
  }
  const ordered = [...oldReplicaSets].sort(byCreation);
  const replicasByName = new Map(
    ordered.map(each => [each.metadata.name, desiredReplicasOf(each)]),
  );
  for (const each of ordered) {
    const replicas = desiredReplicasOf(each);
    const broken = replicas - (each.status?.availableReplicas ?? 0);
    const fewer = Math.max(0, Math.min(mayShrinkBy, broken));
    replicasByName.set(each.metadata.name, replicas - fewer);
    mayShrinkBy -= fewer;
  }
  let spare = totalAvailable(all) - minAvailable;
  for (const each of ordered) {
    const replicas = replicasByName.get(each.metadata.name)!;
    const fewer = Math.max(0, Math.min(spare, replicas));
    replicasByName.set(each.metadata.name, replicas - fewer);
    spare -= fewer;
  }
  return changedTargets(ordered, replicasByName);
}

/**
 * Recreate: the old ones go to zero; the new one starts only when none of their pods is left.
 *
 * @internal
 */
export function recreateTargets(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  oldReplicaSets: readonly ReplicaSet[],
): ReplicaTarget[] {
  const desired = desiredReplicasOf(deployment);
  const old = oldReplicaSets
    .filter(each => desiredReplicasOf(each) > 0)
    .map(replicaSet => ({ replicaSet, replicas: 0 }));
  return old.length > 0 ||
    !newReplicaSet ||
    desiredReplicasOf(newReplicaSet) === desired
    ? old
    : [{ replicaSet: newReplicaSet, replicas: desired }];
}

/**
 * Whether somebody changed the Deployment's replica count since the ReplicaSets were last sized.
 *
 * @internal
 */
export function isScaling(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
): boolean {
  return replicaSets.some(
    each =>
      desiredReplicasOf(each) > 0 &&
      each.metadata.annotations?.[DESIRED_REPLICAS_ANNOTATION] !== undefined &&
      each.metadata.annotations[DESIRED_REPLICAS_ANNOTATION] !==
        `${desiredReplicasOf(deployment)}`,
  );
}

/**
 * Sizes for a changed replica count without touching the progress of a rollout: in the middle of one
 * every ReplicaSet gets its share.
 *
 * @internal
 */
export function scaledTargets(
  deployment: Deployment,
  newReplicaSet: ReplicaSet | undefined,
  oldReplicaSets: readonly ReplicaSet[],
): ReplicaTarget[] {
  const desired = desiredReplicasOf(deployment);
  const all = [...oldReplicaSets, ...(newReplicaSet ? [newReplicaSet] : [])];
  const active = all.filter(each => desiredReplicasOf(each) > 0);
  if (active.length <= 1) {
    const only = active[0] ?? newReplicaSet ?? [...all].sort(byCreation).at(-1);
    return only ? [{ replicaSet: only, replicas: desired }] : [];
  }
  if (newReplicaSet && isSaturated(deployment, newReplicaSet)) {
    return oldReplicaSets
      .filter(each => desiredReplicasOf(each) > 0)
      .map(replicaSet => ({ replicaSet, replicas: 0 }));
  }
  return isRollingUpdate(deployment)
    ? proportionalTargets(deployment, active)
    : [];
}

function proportionalTargets(
  deployment: Deployment,
  active: readonly ReplicaSet[],
): ReplicaTarget[] {
  const desired = desiredReplicasOf(deployment);
  const allowed =
    desired > 0 ? desired + rollingLimits(deployment).maxSurge : 0;
  const total = totalReplicas(active);
  let toAdd = allowed - total;
  const ordered = [...active].sort(
    (one, other) =>
      desiredReplicasOf(other) - desiredReplicasOf(one) ||
      (toAdd > 0 ? byCreation(other, one) : byCreation(one, other)),
  );
  const targets = ordered.map(replicaSet => {
    const replicas = desiredReplicasOf(replicaSet);
    const formerAllowed =
      Number(replicaSet.metadata.annotations?.[MAX_REPLICAS_ANNOTATION]) ||
      total;
    const share = Math.round((replicas * allowed) / formerAllowed) - replicas;
    const change =
      toAdd > 0
        ? Math.max(0, Math.min(share, toAdd))
        : Math.min(0, Math.max(share, toAdd));
    toAdd -= change;
    return { replicaSet, replicas: Math.max(0, replicas + change) };
  });
  // What rounding left over goes to the largest.
  if (targets[0]) {
    targets[0].replicas = Math.max(0, targets[0].replicas + toAdd);
  }
  return targets;
}

function isSaturated(deployment: Deployment, replicaSet: ReplicaSet): boolean {
  const desired = desiredReplicasOf(deployment);
  return (
    desiredReplicasOf(replicaSet) === desired &&
    Number(replicaSet.metadata.annotations?.[DESIRED_REPLICAS_ANNOTATION]) ===
      desired &&
    (replicaSet.status?.availableReplicas ?? 0) === desired
  );
}

function changedTargets(
  replicaSets: readonly ReplicaSet[],
  replicasByName: ReadonlyMap<string, number>,
): ReplicaTarget[] {
  return replicaSets
    .map(replicaSet => ({
      replicaSet,
      replicas: replicasByName.get(replicaSet.metadata.name)!,
    }))
    .filter(
      ({ replicaSet, replicas }) => desiredReplicasOf(replicaSet) !== replicas,
    );
}
