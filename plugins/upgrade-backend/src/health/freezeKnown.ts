import {
  ApplicationInfo,
  EffectiveThreshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  matchesLabels,
} from '@cluster-upgrade/plugin-upgrade-node';
import { KnownApplication, KnownBeforeStart } from './KnownBeforeStart';
import { podFailure, restartsOf } from './podFailure';

/** Freezes what is failing now of the applications that have a threshold. */
export function freezeKnown(
  applications: readonly ApplicationInfo[],
  thresholds: readonly EffectiveThreshold[],
  pods: readonly KubeObject[],
  nowMs: number,
): KnownBeforeStart {
  const watched = new Set(thresholds.map(({ applicationId }) => applicationId));
  return {
    frozenAtMs: nowMs,
    applications: Object.fromEntries(
      applications
        .filter(({ id }) => watched.has(id))
        .map(application => [application.id, freeze(application, pods, nowMs)]),
    ),
  };
}

function freeze(
  { object, podLabels, desired }: ApplicationInfo,
  pods: readonly KubeObject[],
  nowMs: number,
): KnownApplication {
  const own = podsOf({ object, podLabels }, pods);
  return {
    object,
    podLabels,
    desired,
    failing: own.flatMap(pod => {
      const failure = podFailure(pod, restartsOf(pod), nowMs);
      return failure
        ? [
            {
              pod: pod.metadata.name,
              uid: uidOf(pod),
              reason: failure.reason,
            },
          ]
        : [];
    }),
    restartsByUid: Object.fromEntries(
      own
        .filter(pod => restartsOf(pod) > 0)
        .map(pod => [uidOf(pod), restartsOf(pod)]),
    ),
  };
}

/** The pods of an application among all. */
export function podsOf(
  { object, podLabels }: Pick<KnownApplication, 'object' | 'podLabels'>,
  pods: readonly KubeObject[],
): KubeObject[] {
  return pods.filter(
    ({ metadata }) =>
      metadata.namespace === object.namespace &&
      matchesLabels({ matchLabels: podLabels }, metadata.labels),
  );
}

function uidOf({ metadata }: KubeObject): string {
  return metadata.uid ?? metadata.name;
}
