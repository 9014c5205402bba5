import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationHealth,
  EffectiveThreshold,
  objectKey,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  workloadCounts,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ApplicationPods } from './applicationPods';
import { judgeApplication, SeenApplication } from './judgeApplication';
import { ApplicationReference, HealthReference } from './HealthReference';

/** What the cluster looks like now, as far as applications go. */
export interface SeenCluster {
  pods: readonly KubeObject[];
  /** Undefined: not in sight. One that is not among them was deleted. */
  workloads: readonly KubeObject[] | undefined;
}

/**
 * Judges all applications that have a threshold; gives those about which something else than before is
 * to be said.
 *
 * @param seen - undefined: the cluster could not be seen
 */
export function judgeAll(
  thresholds: readonly EffectiveThreshold[],
  known: HealthReference,
  seen: SeenCluster | undefined,
  previous: Readonly<Record<string, ApplicationHealth>>,
  nowMs: number,
): ApplicationHealth[] {
  const look = seen && lookAt(seen);
  return thresholds.flatMap(threshold => {
    const application = known.applications[threshold.applicationId];
    if (!application) {
      // It was gone before the start, so nothing can happen to it.
      return [];
    }
    const before = previous[threshold.applicationId];
    const health = judgeApplication({
      threshold,
      known: application,
      startedAtMs: known.frozenAtMs,
      seen: look?.(application),
      previous: before,
      nowMs,
    });
    return isNews(health, before) ? [health] : [];
  });
}

/** What is seen of each application. Nothing is asked for of one whose workload was deleted. */
function lookAt({
  pods,
  workloads,
}: SeenCluster): (application: ApplicationReference) => SeenApplication {
  const applicationPods = new ApplicationPods(pods);
  const byKey =
    workloads &&
    new Map(workloads.map(workload => [keyOf(workload), workload]));
  return application => {
    const workload = byKey?.get(objectKey(application.object));
    return {
      pods: applicationPods.of(application),
      desired: byKey && (workload ? workloadCounts(workload).desired : 0),
    };
  };
}

function keyOf({ apiVersion, kind, metadata }: KubeObject): string {
  const { namespace, name } = metadata;
  return objectKey({ apiVersion, kind, namespace, name });
}

/** That it was judged again is none. */
function isNews(
  health: ApplicationHealth,
  before: ApplicationHealth | undefined,
): boolean {
  return !isDeepStrictEqual(
    comparable(health),
    comparable({ ...before, judgedAtMs: health.judgedAtMs }),
  );
}

/** Stored JSON lacks the keys whose value is undefined. */
function comparable(health: Partial<ApplicationHealth>): unknown {
  return JSON.parse(JSON.stringify(health));
}
