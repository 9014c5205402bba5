import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
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
  ];
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

/** Nothing begins while nobody has seen the cluster for too long. */
function sightViolations(history: readonly HistoryEntry[]): string[] {
  let outSinceMs = Infinity;
  return eachEvent(
    history,
    (event, _, atMs) =>
      event.type === 'step-started' &&
      event.data.plan === 'upgrade' &&
      atMs - outSinceMs > SEEN_AFTER_MS
        ? [
            `'${event.data.stepId}' began although the cluster had not been seen for ${atMs - outSinceMs} ms`,
          ]
        : [],
    entry => {
      if (entry.what === 'outage') {
        outSinceMs = entry.isOut ? entry.atMs : Infinity;
      }
    },
  );
}

/** A soak is watched by one worker from its beginning to its end. */
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
  let claimedAtMs = 0;
  return eachEvent(
    history,
    (event, steps, atMs) => {
      if (
        event.type !== 'step-done' ||
        !soaks.some(({ id }) => id === event.data.stepId)
      ) {
        return [];
      }
      const { plan: kind, stepId } = event.data;
      const startedAtMs = steps.find(kind, stepId)?.startedAtMs ?? 0;
      const watchedMs = atMs - Math.max(startedAtMs, claimedAtMs);
      return watchedMs < soakMs
        ? [
            `'${stepId}' was over when it had been watched for ${watchedMs} ms, of ${soakMs}`,
          ]
        : [];
    },
    entry => {
      claimedAtMs = entry.what === 'claim' ? entry.atMs : claimedAtMs;
    },
  );
}
