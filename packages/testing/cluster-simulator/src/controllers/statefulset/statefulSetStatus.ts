import { isPodAvailable, isPodReady, Pod } from '../../objects/Pod';
import {
  ControllerRevision,
  revisionHashOf,
} from '../revisions/controllerRevisions';
import { isOnDelete, StatefulSet, StatefulSetStatus } from './StatefulSet';

/**
 * Counts by revision; an update that every pod has becomes the current revision.
 *
 * @internal
 */
export function statefulSetStatus(
  statefulSet: StatefulSet,
  pods: readonly Pod[],
  current: ControllerRevision,
  update: ControllerRevision,
  nowMs: number,
): StatefulSetStatus {
  const live = pods.filter(pod => !pod.metadata.deletionTimestamp);
  const countOf = (revision: ControllerRevision) =>
    live.filter(pod => revisionHashOf(pod) === revision.metadata.name).length;
  const counted: StatefulSetStatus = {
    observedGeneration: statefulSet.metadata.generation,
    replicas: pods.length,
    readyReplicas: pods.filter(isPodReady).length || undefined,
    availableReplicas: pods.filter(pod =>
      isPodAvailable(pod, statefulSet.spec.minReadySeconds ?? 0, nowMs),
    ).length,
    currentReplicas: countOf(current) || undefined,
    updatedReplicas: countOf(update) || undefined,
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount: statefulSet.status?.collisionCount ?? 0,
    conditions: statefulSet.status?.conditions,
  };
  const isUpdateComplete =
    !isOnDelete(statefulSet) &&
    (counted.updatedReplicas ?? 0) === counted.replicas &&
    (counted.readyReplicas ?? 0) === counted.replicas;
  return isUpdateComplete
    ? {
        ...counted,
        currentReplicas: counted.updatedReplicas,
        currentRevision: counted.updateRevision,
      }
    : counted;
}
