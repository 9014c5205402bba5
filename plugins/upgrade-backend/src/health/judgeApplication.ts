import {
  ApplicationHealth,
  EffectiveThreshold,
  FailingInstance,
  Message,
  Verdict,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  isPodReady,
  isTerminating,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { KnownApplication, KnownInstance } from './KnownBeforeStart';
import { podFailure } from './podFailure';

const BLIND: Message = {
  code: 'no-data',
  text: 'The cluster could not be seen, so nothing is known about its instances',
};

/** Failing instances named in a sentence. */
const MAX_NAMED = 3;

/** What is seen of an application. */
export interface SeenApplication {
  /** Instances asked for now. */
  desired: number;
  pods: readonly KubeObject[];
}

/**
 * Judges one application against its threshold.
 *
 * @param seen - undefined: the cluster could not be seen, which is never a pass
 * @param previous - what was judged last, for since when
 */
export function judgeApplication(
  threshold: EffectiveThreshold,
  known: KnownApplication,
  seen: SeenApplication | undefined,
  previous: ApplicationHealth | undefined,
  nowMs: number,
): ApplicationHealth {
  const { applicationId, allowedInstances } = threshold;
  if (!seen) {
    return {
      ...(previous ?? emptyHealth(threshold, known)),
      verdict: 'no-data',
      exceededSinceMs: undefined,
      rule: BLIND,
      judgedAtMs: nowMs,
    };
  }
  const found = failingInstances(seen.pods, known, previous, nowMs);
  const { excused, failing } = withoutKnown(found, known, seen.pods);
  const isExceeded = failing.length > allowedInstances;
  return {
    applicationId,
    verdict: verdictOf(failing.length, excused.length, isExceeded),
    desired: seen.desired,
    ready: seen.pods.filter(pod => isPodReady(pod) && !isTerminating(pod))
      .length,
    failing,
    knownBeforeStart: excused,
    allowedInstances,
    ...(isExceeded && {
      exceededSinceMs: previous?.exceededSinceMs ?? nowMs,
    }),
    rule: ruleText(failing, threshold),
    judgedAtMs: nowMs,
  };
}

function emptyHealth(
  { applicationId, allowedInstances }: EffectiveThreshold,
  { desired }: KnownApplication,
): Omit<ApplicationHealth, 'verdict' | 'rule' | 'judgedAtMs'> {
  return {
    applicationId,
    desired,
    ready: 0,
    failing: [],
    knownBeforeStart: [],
    allowedInstances,
  };
}

function verdictOf(
  failing: number,
  excused: number,
  isExceeded: boolean,
): Verdict {
  if (isExceeded) {
    return 'breach';
  }
  if (failing > 0) {
    return 'watch';
  }
  return excused > 0 ? 'known-before-start' : 'good';
}

/** A failing instance with its uid, which tells it from one of the same name. */
interface Found {
  uid: string;
  instance: FailingInstance;
}

function failingInstances(
  pods: readonly KubeObject[],
  known: KnownApplication,
  previous: ApplicationHealth | undefined,
  nowMs: number,
): Found[] {
  const before = new Map(
    previous?.failing.map(({ pod, sinceMs }) => [pod, sinceMs]),
  );
  return pods
    .flatMap(pod => {
      const { name, uid = name } = pod.metadata;
      const failure = podFailure(pod, known.restartsByUid[uid] ?? 0, nowMs);
      if (!failure) {
        return [];
      }
      const instance: FailingInstance = {
        pod: name,
        ...(pod.spec?.nodeName && { node: pod.spec.nodeName }),
        reason: failure.reason,
        detail: failure.detail,
        sinceMs: before.get(name) ?? failure.sinceMs ?? nowMs,
      };
      return [{ uid, instance }];
    })
    .sort((one, other) => (one.instance.pod < other.instance.pod ? -1 : 1));
}

/**
 * Takes out what was failing before the start: the same instance, and one replacement for each that is
 * gone, if it fails for the same reason.
 */
function withoutKnown(
  found: Found[],
  known: KnownApplication,
  pods: readonly KubeObject[],
): { excused: string[]; failing: FailingInstance[] } {
  const isKnown = ({ uid }: Found) =>
    known.failing.some(before => before.uid === uid);
  const uids = new Set(pods.map(({ metadata }) => metadata.uid));
  const gone = known.failing.filter(({ uid }) => !uids.has(uid));
  const excused = found.filter(isKnown);
  const failing: FailingInstance[] = [];
  for (const candidate of found.filter(one => !isKnown(one))) {
    if (takeOne(gone, candidate.instance)) {
      excused.push(candidate);
    } else {
      failing.push(candidate.instance);
    }
  }
  return { excused: excused.map(({ instance }) => instance.pod), failing };
}

/** Uses up one of the known instances that fails like this one; one of the same name first. */
function takeOne(gone: KnownInstance[], instance: FailingInstance): boolean {
  const alike = gone.filter(({ reason }) => reason === instance.reason);
  const one = alike.find(({ pod }) => pod === instance.pod) ?? alike[0];
  if (!one) {
    return false;
  }
  gone.splice(gone.indexOf(one), 1);
  return true;
}

function ruleText(
  failing: readonly FailingInstance[],
  { allowedInstances, sourceName }: EffectiveThreshold,
): Message {
  const named = failing
    .slice(0, MAX_NAMED)
    .map(({ pod, reason }) => `${pod}: ${reason}`);
  const more = failing.length - named.length;
  const names = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return {
    code: 'failing-instances',
    params: { failing: failing.length, allowed: allowedInstances },
    text: `${failing.length} failing instances${
      names && ` (${names})`
    }, ${allowedInstances} allowed by ${sourceName}`,
  };
}
