import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../../ports/KubeObject';
import { conditionOf } from '../../workloads/pods';

/**
 * How far a rollout is.
 *
 * @internal
 */
export type RolloutState =
  | { isComplete: true }
  | {
      isComplete: false;
      /** What is missing yet. */
      why: Message;
      /** Nothing goes on until someone changes something. */
      isHeld: boolean;
    };

/**
 * How far the rollout of a workload is, by the rules of `kubectl rollout status`, which refuse to
 * believe a status from before the latest change. Two are stricter: a StatefulSet must be on one
 * revision when its whole range rolls, and an OnDelete workload is judged by its pods.
 *
 * @internal
 */
export function rolloutState(workload: KubeObject): RolloutState {
  const { metadata, status = {} } = workload;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return notYet(
      'change-not-observed',
      `The ${workload.kind} controller has not seen the latest change yet`,
    );
  }
  switch (workload.kind) {
    case 'Deployment':
      return deploymentState(workload);
    case 'StatefulSet':
      return statefulSetState(workload);
    default:
      return daemonSetState(workload);
  }
}

function deploymentState(deployment: KubeObject): RolloutState {
  const { spec, status = {} } = deployment;
  const desired = spec.replicas ?? 1;
  const updated = status.updatedReplicas ?? 0;
  const total = status.replicas ?? 0;
  const available = status.availableReplicas ?? 0;
  if (updated >= desired && total <= updated && available >= updated) {
    return { isComplete: true };
  }
  if (spec.paused) {
    return held('rollout-paused', 'The Deployment is paused');
  }
  const progressing = conditionOf(deployment, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    // Advice only: Kubernetes goes on trying, and so does this step until its own limit.
    return notYet(
      'progress-deadline-exceeded',
      `No progress within the Deployment's own deadline: ${updated} of ${desired} instances are updated, ${available} available`,
      { updated, desired, available },
    );
  }
  if (updated < desired) {
    return notYet(
      'instances-not-updated',
      `${updated} of ${desired} instances are updated`,
      { updated, desired },
    );
  }
  return total > updated
    ? notYet(
        'old-instances-left',
        `${total - updated} old instances are still ending`,
        { old: total - updated },
      )
    : notYet(
        'instances-not-available',
        `${available} of ${updated} updated instances are available`,
        { updated, available },
      );
}

function statefulSetState({ spec, status = {} }: KubeObject): RolloutState {
  const desired = spec.replicas ?? 1;
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const toUpdate = Math.max(0, desired - partition);
  const updated = status.updatedReplicas ?? 0;
  const ready = status.readyReplicas ?? 0;
  if (updated < toUpdate) {
    return spec.updateStrategy?.type === 'OnDelete'
      ? held(
          'pods-replaced-on-delete',
          `${updated} of ${toUpdate} instances are updated; with OnDelete the others change only when they are deleted`,
          { updated, desired: toUpdate },
        )
      : notYet(
          'instances-not-updated',
          `${updated} of ${toUpdate} instances are updated`,
          { updated, desired: toUpdate },
        );
  }
  if (ready < desired) {
    return notYet(
      'instances-not-ready',
      `${ready} of ${desired} instances are ready`,
      { ready, desired },
    );
  }
  const isOneRevision =
    partition > 0 || status.updateRevision === status.currentRevision;
  return isOneRevision
    ? { isComplete: true }
    : notYet(
        'revision-not-current',
        'The new revision has not become the current one yet',
      );
}

function daemonSetState({ spec, status = {} }: KubeObject): RolloutState {
  const desired = status.desiredNumberScheduled ?? 0;
  const updated = status.updatedNumberScheduled ?? 0;
  const available = status.numberAvailable ?? 0;
  if (updated < desired) {
    const text = `${updated} of ${desired} nodes run the updated pod`;
    return spec.updateStrategy?.type === 'OnDelete'
      ? held(
          'pods-replaced-on-delete',
          `${text}; with OnDelete the others change only when their pod is deleted`,
          { updated, desired },
        )
      : notYet('nodes-not-updated', text, { updated, desired });
  }
  return available < desired
    ? notYet(
        'nodes-not-available',
        `The pod is available on ${available} of ${desired} nodes`,
        { available, desired },
      )
    : { isComplete: true };
}

function notYet(
  code: string,
  text: string,
  params?: Record<string, number>,
): RolloutState {
  return { isComplete: false, isHeld: false, why: { code, text, params } };
}

function held(
  code: string,
  text: string,
  params?: Record<string, number>,
): RolloutState {
  return { isComplete: false, isHeld: true, why: { code, text, params } };
}
