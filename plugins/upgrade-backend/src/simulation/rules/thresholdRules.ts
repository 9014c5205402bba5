import { HistoryEntry, HistoryRules } from '../History';
import { eachEvent } from './eachEvent';
import { SEEN_AFTER_MS } from './stepRules';

/** Judging is a matter of a second or two; that must not look like acting too early. */
const TOLERANCE_MS = 2_000;

/** What is wrong with how thresholds acted, given how the application truly fared. */
export function thresholdViolations(
  history: readonly HistoryEntry[],
  { threshold }: HistoryRules,
): string[] {
  // A wall clock that is set says nothing about how long something lasted.
  if (!threshold || history.some(({ what }) => what === 'clock')) {
    return [];
  }
  return [
    ...breachViolations(history, threshold),
    ...disregardViolations(history),
  ];
}

/** A threshold is exceeded when more instances fail than allowed, for as long as it says. */
function breachViolations(
  history: readonly HistoryEntry[],
  { allowed, mustLastMs }: NonNullable<HistoryRules['threshold']>,
): string[] {
  let sinceMs: number | undefined;
  let endedAtMs = -Infinity;
  return eachEvent(
    history,
    (event, _, atMs) => {
      const lastedMs = sinceMs === undefined ? 0 : atMs - sinceMs;
      return event.type !== 'threshold-exceeded' ||
        atMs - endedAtMs < SEEN_AFTER_MS ||
        lastedMs + TOLERANCE_MS >= mustLastMs
        ? []
        : [
            `a threshold was exceeded when its application had failed for ${lastedMs} ms, of ${mustLastMs}`,
          ];
    },
    entry => {
      if (entry.what === 'health' && entry.failing > allowed) {
        sinceMs ??= entry.atMs;
      } else if (entry.what === 'health') {
        endedAtMs = sinceMs === undefined ? endedAtMs : entry.atMs;
        sinceMs = undefined;
      }
    },
  );
}

function disregardViolations(history: readonly HistoryEntry[]): string[] {
  let untilMs = 0;
  return eachEvent(history, (event, _, atMs) => {
    if (event.type === 'disregarded') {
      untilMs = event.data.untilMs;
    }
    return event.type === 'rollback-begun' &&
      event.data.automatic &&
      atMs < untilMs
      ? ['a threshold acted that a person had it not to']
      : [];
  });
}
