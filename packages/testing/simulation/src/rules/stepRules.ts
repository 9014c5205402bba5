import {
  ENGINE_ACTOR,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry, HistoryRules } from '../History';
import { admissionViolations } from './admissionRules';
import { eachEvent } from './eachEvent';
import { rollbackViolations } from './rollbackRules';

/**
 * What happened longer ago is known to the worker that holds the upgrade: a watch that lies silent is found
 * out after a minute, and an answer on its way takes its time.
 */
export const SEEN_AFTER_MS = 90_000;

/** What is wrong with when steps began and ended, given what the cluster was truly like. */
export function stepViolations(
  history: readonly HistoryEntry[],
  plan: UpgradePlan,
  rules: HistoryRules,
): string[] {
  return [
    ...attemptViolations(history),
    ...sightViolations(history),
    ...soakViolations(history, plan, rules),
    ...admissionViolations(history, plan, rules, SEEN_AFTER_MS),
    ...rollbackViolations(history, plan, rules),
    ...failedLaneViolations(history, rules),
  ];
}

/** The upgrade goes round so many lanes that failed, and no more, without asking. */
function failedLaneViolations(
  history: readonly HistoryEntry[],
  { maxFailedLanes = Infinity }: HistoryRules,
): string[] {
  const goneRound = new Set<string>();
  return eachEvent(history, event => {
    if (
      event.type !== 'lane-skipped' ||
      event.data.plan !== 'upgrade' ||
      event.data.by !== ENGINE_ACTOR
    ) {
      return [];
    }
    goneRound.add(event.data.laneId);
    return goneRound.size > maxFailedLanes
      ? [
          `${[...goneRound].join(', ')} failed and were gone round, of ${maxFailedLanes} allowed`,
        ]
      : [];
  });
}

function attemptViolations(history: readonly HistoryEntry[]): string[] {
  return eachEvent(history, (event, steps) => {
    if (event.type !== 'step-started') {
      return [];
    }
    const { plan, stepId, attempt } = event.data;
    return attempt > (steps.find(plan, stepId)?.attempt ?? 0)
      ? []
      : [`'${stepId}' began its attempt ${attempt} again`];
  });
}

/** Nothing begins while nobody has seen the cluster for too long, but for what brings lanes to their end. */
function sightViolations(history: readonly HistoryEntry[]): string[] {
  let outSinceMs = Infinity;
  let isPausing = false;
  return eachEvent(
    history,
    (event, _, atMs) => {
      isPausing =
        event.type === 'pause-begun' ||
        (isPausing && !ENDS_PAUSING.has(event.type));
      return event.type === 'step-started' &&
        event.data.plan === 'upgrade' &&
        !isPausing &&
        atMs - outSinceMs > SEEN_AFTER_MS
        ? [
            `'${event.data.stepId}' began although the cluster had not been seen for ${atMs - outSinceMs} ms`,
          ]
        : [];
    },
    entry => {
      if (entry.what === 'outage') {
        outSinceMs = entry.isOut ? entry.atMs : Infinity;
      }
    },
  );
}

const ENDS_PAUSING: ReadonlySet<string> = new Set([
  'paused',
  'resumed',
  'needs-attention',
  'rollback-begun',
  'cancel-begun',
]);

/** A soak is watched by one worker from its beginning to its end, and its node was well all the while. */
function soakViolations(
  history: readonly HistoryEntry[],
  plan: UpgradePlan,
  { soakMs = 0 }: HistoryRules,
): string[] {
  // A wall clock that is set says nothing about how long something lasted.
  if (history.some(({ what }) => what === 'clock')) {
    return [];
  }
  const soaks = plan.steps.filter(({ kind }) => kind === 'soak');
  const backAtMs = new Map<string, number>();
  let claimedAtMs = 0;
  return eachEvent(
    history,
    (event, steps, atMs) => {
      const soak =
        event.type === 'step-done' &&
        soaks.find(({ id }) => id === event.data.stepId);
      if (!soak) {
        return [];
      }
      const { plan: kind, stepId } = event.data;
      const startedAtMs = steps.find(kind, stepId)?.startedAtMs ?? 0;
      const backMs = backAtMs.get(soak.lane?.target ?? '') ?? 0;
      const watchedMs = atMs - Math.max(startedAtMs, claimedAtMs, backMs);
      return watchedMs < soakMs
        ? [
            `'${stepId}' was over when it had been well and watched for ${watchedMs} ms, of ${soakMs}`,
          ]
        : [];
    },
    entry => {
      claimedAtMs = entry.what === 'claim' ? entry.atMs : claimedAtMs;
      if (entry.what === 'node' && !entry.isLost) {
        backAtMs.set(entry.node, entry.atMs);
      }
    },
  );
}
