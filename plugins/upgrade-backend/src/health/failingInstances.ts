import { FailingInstance } from '@cluster-upgrade/plugin-upgrade-common';
import {
  isPodFinished,
  isPodReady,
  isTerminating,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { podFailure, READY_GRACE_MS } from './podFailure';

/**
 * How long a pod that replaces one which a drain moved may take to become ready, while no more instances
 * are out than the application's budget allows: as long as a Deployment gives its own roll-outs
 * (`progressDeadlineSeconds`, 600 s unless told).
 */
export const MOVED_GRACE_MS = 600_000;

/** How long a controller may take to make an instance that is missing. */
export const MISSING_GRACE_MS = 10_000;

/** How long after its deadline a pod that ends still counts as on its way out. */
const STUCK_AFTER_MS = 60_000;

/** The instances of an application as they are now. */
export interface Instances {
  /** How many are asked for. */
  desired: number;
  /** All pods that it owns, finished ones included. */
  pods: readonly KubeObject[];
}

/** What is known of an application for judging its instances. */
export interface JudgingContext {
  /** When the upgrade began; pods made later replace others. In epoch ms. */
  startedAtMs: number;
  /** Restarts that were counted before the start, by uid of the pod. */
  restartsByUid: Readonly<Record<string, number>>;
  /** How many instances its disruption budgets let be out; absent: it has none. */
  budget?: number;
  nowMs: number;
}

/** A failing instance with its uid, which tells it from one of the same name. */
export interface FoundInstance {
  uid: string;
  instance: Omit<FailingInstance, 'sinceMs'> & { sinceMs?: number };
}

/** Pods that exist and fail, in the order of their names. */
export function failingPods(
  { desired, pods }: Instances,
  context: JudgingContext,
): FoundInstance[] {
  const { restartsByUid, budget = 0, startedAtMs, nowMs } = context;
  const live = pods.filter(pod => !isPodFinished(pod));
  const isWithinBudget = desired - readyCount(live) <= budget;
  return live
    .flatMap(pod => {
      const { name, uid = name } = pod.metadata;
      const graceMs =
        isWithinBudget && wasMadeSince(pod, startedAtMs)
          ? MOVED_GRACE_MS
          : READY_GRACE_MS;
      const failure = podFailure(pod, restartsByUid[uid] ?? 0, nowMs, graceMs);
      return failure ? [{ uid, instance: withPod(pod, failure) }] : [];
    })
    .sort(byName);
}

/**
 * Instances that are asked for and that no pod is there for. Pods that ended for good stand for them as
 * far as they go, the latest first, because they say why; where nothing is missing they are leftovers
 * and say nothing about the application.
 */
export function missingInstances(
  { desired, pods }: Instances,
  nowMs: number,
): FoundInstance[] {
  const present = pods.filter(pod => isPresent(pod, nowMs)).length;
  const count = Math.max(0, desired - present);
  const ended = pods
    .filter(isPodFinished)
    .sort((one, other) => madeAtMs(other) - madeAtMs(one))
    .flatMap(pod => {
      const { name, uid = name } = pod.metadata;
      const failure = podFailure(pod, 0, nowMs);
      return failure ? [{ uid, instance: withPod(pod, failure) }] : [];
    })
    .slice(0, count);
  const unexplained = Array.from({ length: count - ended.length }, (_, index) =>
    missingInstance(desired - index, desired),
  );
  return [...ended, ...unexplained].sort(byName);
}

/** Pods that are ready and stay. */
export function readyCount(pods: readonly KubeObject[]): number {
  return pods.filter(
    pod => isPodReady(pod) && !isTerminating(pod) && !isPodFinished(pod),
  ).length;
}

/** A pod that ends is replaced only when it is gone; one that can't end, on a dead node, serves nobody. */
function isPresent(pod: KubeObject, nowMs: number): boolean {
  const { deletionTimestamp } = pod.metadata;
  return (
    !isPodFinished(pod) &&
    (deletionTimestamp === undefined ||
      nowMs - Date.parse(deletionTimestamp) < STUCK_AFTER_MS)
  );
}

function missingInstance(ordinal: number, desired: number): FoundInstance {
  const name = `instance ${ordinal} of ${desired}`;
  return {
    uid: name,
    instance: {
      pod: name,
      reason: 'missing',
      detail: 'asked for, and no pod of it exists',
    },
  };
}

function withPod(
  pod: KubeObject,
  { reason, detail, sinceMs }: NonNullable<ReturnType<typeof podFailure>>,
): FoundInstance['instance'] {
  return {
    pod: pod.metadata.name,
    ...(pod.spec?.nodeName && { node: pod.spec.nodeName }),
    reason,
    detail,
    ...(sinceMs !== undefined && { sinceMs }),
  };
}

function wasMadeSince(pod: KubeObject, startedAtMs: number): boolean {
  return madeAtMs(pod) >= startedAtMs;
}

function madeAtMs({ metadata }: KubeObject): number {
  return metadata.creationTimestamp === undefined
    ? 0
    : Date.parse(metadata.creationTimestamp);
}

function byName(one: FoundInstance, other: FoundInstance): number {
  return one.instance.pod < other.instance.pod ? -1 : 1;
}
