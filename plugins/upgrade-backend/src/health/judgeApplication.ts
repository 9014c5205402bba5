import {
  ApplicationHealth,
  EffectiveThreshold,
  FailingInstance,
  Message,
  Verdict,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  isTerminating,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  failingPods,
  FoundInstance,
  missingInstances,
  MISSING_GRACE_MS,
  readyCount,
} from './failingInstances';
import { ApplicationReference, KnownInstance } from './HealthReference';

const BLIND: Message = {
  code: 'no-data',
  text: 'The cluster could not be seen, so nothing is known about its instances',
};

/** Failing instances named in a sentence. */
const MAX_NAMED = 3;

/** What one application is judged on. */
export interface ApplicationSituation {
  threshold: EffectiveThreshold;
  known: ApplicationReference;
  /** When the upgrade began, in epoch ms. */
  startedAtMs: number;
  /** Undefined: the cluster could not be seen, which is never a pass. */
  seen: SeenApplication | undefined;
  /** What was judged last, for since when. */
  previous: ApplicationHealth | undefined;
  nowMs: number;
}

/** What is seen of an application. */
export interface SeenApplication {
  /** Instances asked for now; undefined: its workload is not in sight, so that none counts as missing. */
  desired: number | undefined;
  pods: readonly KubeObject[];
}

/** Judges one application against its threshold. */
export function judgeApplication(
  situation: ApplicationSituation,
): ApplicationHealth {
  const { threshold, known, seen, previous, nowMs } = situation;
  const { applicationId, allowedInstances } = threshold;
  if (!seen) {
    return {
      ...(previous ?? emptyHealth(threshold, known)),
      verdict: 'no-data',
      exceededSinceMs: undefined,
      missingSinceMs: undefined,
      rule: BLIND,
      judgedAtMs: nowMs,
    };
  }
  const { found, missingSinceMs } = findInstances(situation, seen);
  const { excused, failing } = withoutKnown(
    withSince(found, previous, nowMs),
    known,
    seen.pods,
  );
  const isExceeded = failing.length > allowedInstances;
  return {
    applicationId,
    verdict: verdictOf(failing.length, excused.length, isExceeded),
    desired: seen.desired ?? known.desired,
    ready: readyCount(seen.pods),
    failing,
    knownBeforeStart: excused,
    allowedInstances,
    missingSinceMs,
    ...(isExceeded && {
      exceededSinceMs: previous?.exceededSinceMs ?? nowMs,
    }),
    rule: ruleText(failing, threshold),
    judgedAtMs: nowMs,
  };
}

/** What fails, and since when instances are missing, which counts once their controller had its time. */
function findInstances(
  { known, startedAtMs, previous, nowMs }: ApplicationSituation,
  { desired, pods }: SeenApplication,
): { found: FoundInstance[]; missingSinceMs?: number } {
  const { restartsByUid, budget } = known;
  const failing = failingPods(
    { desired: desired ?? known.desired, pods },
    { startedAtMs, restartsByUid, budget, nowMs },
  );
  const missing =
    desired === undefined ? [] : missingInstances({ desired, pods }, nowMs);
  if (missing.length === 0) {
    return { found: failing };
  }
  const missingSinceMs = previous?.missingSinceMs ?? nowMs;
  const isLate = nowMs - missingSinceMs >= MISSING_GRACE_MS;
  return { found: isLate ? [...failing, ...missing] : failing, missingSinceMs };
}

function emptyHealth(
  { applicationId, allowedInstances }: EffectiveThreshold,
  { desired }: ApplicationReference,
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

/** A failing instance with since when it fails. */
interface Found {
  uid: string;
  instance: FailingInstance;
}

function withSince(
  found: readonly FoundInstance[],
  previous: ApplicationHealth | undefined,
  nowMs: number,
): Found[] {
  const before = new Map(
    previous?.failing.map(({ pod, sinceMs }) => [pod, sinceMs]),
  );
  return found.map(({ uid, instance }) => ({
    uid,
    instance: {
      ...instance,
      sinceMs: before.get(instance.pod) ?? instance.sinceMs ?? nowMs,
    },
  }));
}

/**
 * Takes out what was failing before the start: the same instance, and one replacement for each that is
 * gone or on its way out, if it fails for the same reason. One that can't end stands for itself where an
 * instance is missing.
 */
function withoutKnown(
  found: Found[],
  known: ApplicationReference,
  pods: readonly KubeObject[],
): { excused: string[]; failing: FailingInstance[] } {
  const isKnown = ({ uid }: Found) =>
    known.failing.some(before => before.uid === uid);
  const uidsOf = (some: readonly KubeObject[]) =>
    new Set(some.map(({ metadata }) => metadata.uid));
  const seen = uidsOf(pods);
  const staying = uidsOf(pods.filter(pod => !isTerminating(pod)));
  const foundUids = new Set(found.map(({ uid }) => uid));
  const gone = known.failing.filter(
    ({ uid }) => !staying.has(uid) && !foundUids.has(uid),
  );
  const excused = found.filter(isKnown);
  const failing: FailingInstance[] = [];
  for (const candidate of found.filter(one => !isKnown(one))) {
    if (takeOne(gone, candidate.instance, seen)) {
      excused.push(candidate);
    } else {
      failing.push(candidate.instance);
    }
  }
  return { excused: excused.map(({ instance }) => instance.pod), failing };
}

/**
 * Uses up one of the known instances that fails like this one; one of the same name first.
 *
 * @param seen - uids of pods: of those that are gone or on their way out, what is seen still ends
 */
function takeOne(
  gone: KnownInstance[],
  { pod: name, reason }: FailingInstance,
  seen: ReadonlySet<string | undefined>,
): boolean {
  const alike = gone.filter(
    before =>
      before.reason === reason ||
      (reason === 'missing' && seen.has(before.uid)),
  );
  const one = alike.find(({ pod }) => pod === name) ?? alike[0];
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
    text: `${failing.length} failing ${
      failing.length === 1 ? 'instance' : 'instances'
    }${names && ` (${names})`}, ${allowedInstances} allowed by ${sourceName}`,
  };
}
