import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject, OwnerReference } from '../ports/KubeObject';
import { withoutCredentials } from '../secrecy/credentials';

/** Reasons of a waiting container that time alone does not mend. */
const STUCK_REASONS = new Set([
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'ErrImageNeverPull',
  'ErrImagePull',
  'ImageInspectError',
  'ImagePullBackOff',
  'InvalidImageName',
  'RunContainerError',
]);

/**
 * Why a pod does not become ready.
 *
 * @public
 */
export interface PodProblem {
  /** As Kubernetes names it, for example `ImagePullBackOff` or `Unschedulable`. */
  reason: string;
  /** For people. */
  detail: string;
}

/** @public */
export function podRef({ metadata }: KubeObject): ObjectRef {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: metadata.namespace,
    name: metadata.name,
  };
}

/** @public */
export function isPodReady(pod: KubeObject): boolean {
  return hasCondition(pod, 'Ready');
}

/** @public */
export function isTerminating(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

/**
 * Whether all containers have ended for good.
 *
 * @public
 */
export function isPodFinished(pod: KubeObject): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/**
 * The controller that would create an object again.
 *
 * @public
 */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller);
}

/**
 * `<namespace>/<name>` of the workload a pod belongs to: the Deployment above its ReplicaSet, else its
 * controller, else the pod itself.
 *
 * @public
 */
export function workloadIdOf(pod: KubeObject): string {
  const name = ownerWorkloadOf(pod)?.name ?? pod.metadata.name;
  return `${pod.metadata.namespace}/${name}`;
}

/**
 * Without the pods whose node is gone. They say that they run until the garbage collector of pods takes
 * them, 40 to 60 s later, and nothing runs there any more.
 *
 * @param nodeNames - of all nodes of the cluster
 * @public
 */
export function withoutOrphanedPods(
  pods: readonly KubeObject[],
  nodeNames: readonly string[],
): KubeObject[] {
  const names = new Set(nodeNames);
  return pods.filter(
    ({ spec }) => spec?.nodeName === undefined || names.has(spec.nodeName),
  );
}

/**
 * The workload that a pod is an instance of: the Deployment above its ReplicaSet, else its controller.
 * A Deployment names its ReplicaSets `<name>-<pod-template-hash>` and labels their pods with that hash,
 * so that the ReplicaSet itself need not be read.
 *
 * @public
 */
export function ownerWorkloadOf(
  pod: KubeObject,
): { kind: string; name: string } | undefined {
  const owner = controllerOf(pod);
  const hash = pod.metadata.labels?.['pod-template-hash'];
  return owner?.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)
    ? { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) }
    : owner && { kind: owner.kind, name: owner.name };
}

/**
 * What keeps a pod from getting ready, when it is more than time.
 *
 * @public
 */
export function podProblem(pod: KubeObject): PodProblem | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') {
    return {
      reason: scheduled.reason ?? 'Unschedulable',
      detail: said(scheduled.message) ?? 'no node takes it',
    };
  }
  for (const container of containerStatusesOf(pod)) {
    const waiting = container.state?.waiting;
    if (waiting && STUCK_REASONS.has(waiting.reason)) {
      return {
        reason: waiting.reason,
        detail: `container ${container.name}: ${said(waiting.message) ?? waiting.reason}`,
      };
    }
  }
  if (pod.status?.phase === 'Failed') {
    return {
      reason: pod.status.reason ?? 'Failed',
      detail: said(pod.status.message) ?? 'its containers ended with an error',
    };
  }
  return undefined;
}

/** Kubelets repeat what programs and registries said, arguments included. */
function said(message: string | undefined): string | undefined {
  return message === undefined ? undefined : withoutCredentials(message);
}

/**
 * When a container of the pod last ended, in epoch ms; undefined when none has.
 *
 * @public
 */
export function lastContainerEndMs(pod: KubeObject): number | undefined {
  const ends = containerStatusesOf(pod)
    .map(container =>
      Date.parse(
        container.lastState?.terminated?.finishedAt ??
          container.state?.terminated?.finishedAt ??
          '',
      ),
    )
    .filter(endMs => !Number.isNaN(endMs));
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** @public */
export function hasCondition(object: KubeObject, type: string): boolean {
  return conditionOf(object, type)?.status === 'True';
}

/** @public */
export function conditionOf(
  object: KubeObject,
  type: string,
):
  | {
      status: string;
      reason?: string;
      message?: string;
      lastTransitionTime?: string;
    }
  | undefined {
  return object.status?.conditions?.find(
    (condition: { type: string }) => condition.type === type,
  );
}

function containerStatusesOf(pod: KubeObject): any[] {
  return [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ];
}
