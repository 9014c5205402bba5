import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Condition, findCondition, isConditionTrue } from './conditions';
import { Toleration } from './taints';
import { parseTime } from './timestamps';

/** @internal */
export interface Container {
  name: string;
  image: string;
  readinessProbe?: {
    initialDelaySeconds?: number;
    periodSeconds?: number;
    [field: string]: any;
  };
  resources?: { requests?: Record<string, string | number> };
  ports?: Array<{ hostPort?: number; protocol?: string }>;
  [field: string]: any;
}

/** @internal */
export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode: number;
    reason?: string;
    startedAt?: string;
    finishedAt?: string;
    containerID?: string;
  };
}

/** @internal */
export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started?: boolean;
  restartCount: number;
  state: ContainerState;
  lastState?: ContainerState;
  containerID?: string;
}

/** @internal */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  restartPolicy?: 'Always' | 'OnFailure' | 'Never';
  terminationGracePeriodSeconds?: number;
  tolerations?: Toleration[];
  hostNetwork?: boolean;
  [field: string]: any;
}

/** @internal */
export interface PodStatus {
  phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  conditions?: Condition[];
  containerStatuses?: ContainerStatus[];
  startTime?: string;
  [field: string]: any;
}

/** @internal */
export interface Pod extends KubeObject {
  spec: PodSpec;
  status?: PodStatus;
}

/** @internal */
export function isPodFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/**
 * Neither finished nor on its way out: what controllers count as a replica.
 *
 * @internal
 */
export function isPodActive(pod: Pod): boolean {
  return !isPodFinished(pod) && !pod.metadata.deletionTimestamp;
}

/** @internal */
export function isPodReady(pod: Pod): boolean {
  return isConditionTrue(pod.status?.conditions, 'Ready');
}

/** @internal */
export function readySinceMs(pod: Pod): number | undefined {
  const ready = findCondition(pod.status?.conditions, 'Ready');
  return ready?.status === 'True'
    ? parseTime(ready.lastTransitionTime)
    : undefined;
}

/**
 * Ready for at least `minReadySeconds`.
 *
 * @internal
 */
export function isPodAvailable(
  pod: Pod,
  minReadySeconds: number,
  nowMs: number,
): boolean {
  if (!isPodReady(pod)) {
    return false;
  }
  const sinceMs = readySinceMs(pod);
  return (
    minReadySeconds === 0 ||
    (sinceMs !== undefined && sinceMs + minReadySeconds * 1000 <= nowMs)
  );
}

/**
 * How long until some pod that is ready becomes available, so that a controller looks again then.
 *
 * @internal
 */
export function nextAvailabilityInMs(
  pods: readonly Pod[],
  minReadySeconds: number,
  nowMs: number,
): number | undefined {
  const waitsMs = pods
    .filter(pod => isPodReady(pod))
    .map(pod => (readySinceMs(pod) ?? 0) + minReadySeconds * 1000 - nowMs)
    .filter(waitMs => waitMs > 0);
  return waitsMs.length ? Math.min(...waitsMs) : undefined;
}

/**
 * All containers' restarts together.
 *
 * @internal
 */
export function restartCountOf(pod: Pod): number {
  return (pod.status?.containerStatuses ?? []).reduce(
    (sum, status) => sum + status.restartCount,
    0,
  );
}
