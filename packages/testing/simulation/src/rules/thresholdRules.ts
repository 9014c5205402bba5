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
    ...silenceViolations(history),
    ...missedViolations(history, threshold),
  ];
}

/** A change that happened longer ago is known to whoever is not frozen, and can see the cluster. */
const HEARD_AFTER_MS = 20_000;

/** A threshold is exceeded when more instances fail than allowed, for as long as it says. */
function breachViolations(
  history: readonly HistoryEntry[],
  { allowed, mustLastMs }: NonNullable<HistoryRules['threshold']>,
): string[] {
  let sinceMs: number | undefined;
  let endedAtMs = -Infinity;
  let outUntilMs = -Infinity;
  return eachEvent(
    history,
    (event, _, atMs) => {
      const lastedMs = sinceMs === undefined ? 0 : atMs - sinceMs;
      const seenAfterMs =
        atMs - outUntilMs < SEEN_AFTER_MS ? SEEN_AFTER_MS : HEARD_AFTER_MS;
      return event.type !== 'threshold-exceeded' ||
        atMs - endedAtMs < seenAfterMs ||
        lastedMs + TOLERANCE_MS >= mustLastMs
        ? []
        : [
            `a threshold was exceeded when its application had failed for ${lastedMs} ms, of ${mustLastMs}`,
          ];
    },
    entry => {
      if (entry.what === 'outage') {
        outUntilMs = entry.isOut ? Infinity : entry.atMs;
      } else if (entry.what === 'health' && entry.failing > allowed) {
        sinceMs ??= entry.atMs;
      } else if (entry.what === 'health') {
        endedAtMs = sinceMs === undefined ? endedAtMs : entry.atMs;
        sinceMs = undefined;
      }
    },
  );
}

function silenceViolations(history: readonly HistoryEntry[]): string[] {
  let untilMs = 0;
  return eachEvent(history, (event, _, atMs) => {
    if (event.type === 'silenced') {
      untilMs = event.data.untilMs;
    }
    const hasActed =
      (event.type === 'rollback-begun' && event.data.automatic) ||
      (event.type === 'pause-begun' &&
        /failing instance/.test(event.data.reason ?? ''));
    return hasActed && atMs < untilMs
      ? ['a threshold acted that a person had it not to']
      : [];
  });
}

/** A failure that lasts is recorded, at the latest this long after it has lasted. */
const RECORDED_AFTER_MS = 60_000;

/**
 * A failure that one worker watches from its beginning on is recorded when it has lasted, while the upgrade
 * goes on.
 */
function missedViolations(
  history: readonly HistoryEntry[],
  { allowed, mustLastMs }: NonNullable<HistoryRules['threshold']>,
): string[] {
  const watch = { isHeld: false, isInSight: true, isRunning: false };
  let sinceMs: number | undefined;
  return history.flatMap(entry => {
    const lastedMs = sinceMs === undefined ? 0 : entry.atMs - sinceMs;
    note(watch, entry);
    const isWatched = watch.isHeld && watch.isInSight && watch.isRunning;
    if (entry.what === 'health') {
      const isFailing = isWatched && entry.crashing > allowed;
      sinceMs = isFailing ? (sinceMs ?? entry.atMs) : undefined;
    } else if (entry.what === 'claim' || !isWatched) {
      sinceMs = undefined;
    }
    if (lastedMs <= mustLastMs + RECORDED_AFTER_MS) {
      return [];
    }
    sinceMs = undefined;
    return [
      `an application failed for ${lastedMs} ms, of ${mustLastMs}, and no threshold was exceeded`,
    ];
  });
}

/** Whether somebody holds the upgrade, can see the cluster, and goes on. */
function note(
  watch: { isHeld: boolean; isInSight: boolean; isRunning: boolean },
  entry: HistoryEntry,
): void {
  switch (entry.what) {
    case 'claim':
    case 'release':
      watch.isHeld = entry.what === 'claim';
      break;
    case 'outage':
      watch.isInSight = !entry.isOut;
      break;
    case 'commit':
      for (const { type } of entry.events) {
        if (type === 'started' || type === 'resumed' || type === 'retried') {
          watch.isRunning = true;
        } else if (STOPS_JUDGING.has(type)) {
          watch.isRunning = false;
        }
      }
      break;
    default:
  }
}

/** From here on the failure is recorded, or nothing follows from it. */
const STOPS_JUDGING: ReadonlySet<string> = new Set([
  'threshold-exceeded',
  'paused',
  'needs-attention',
  'rollback-begun',
  'cancel-begun',
  'finished',
]);
