import { PlanOutline } from '@cluster-upgrade/plugin-upgrade-common';
import { TargetView } from './targetViews';

/** How long the targets still take, as a range with what it rests on. */
export interface RemainingTime {
  fromMs: number;
  toMs: number;
  /** Finished targets whose times were used. */
  basis: number;
}

const MIN_FINISHED = 3;
const MIN_SHARE = 0.1;
const ROUND_MS = 60_000;

/** How many targets a plan lets be under way at once. */
export function lanesAtOnce({
  laneLimits,
}: Pick<PlanOutline, 'laneLimits'>): number {
  return Math.max(1, ...Object.values(laneLimits));
}

/**
 * From the times of the targets that are done in this run: half of them were faster than the lower end,
 * nine of ten faster than the upper. Absent until three or a tenth are done, since a guess from less
 * would only mislead.
 *
 * @param targets - those that go the same way
 * @param parallel - how many may be under way at once
 */
export function remainingTime(
  targets: readonly TargetView[],
  parallel: number,
): RemainingTime | undefined {
  const durations = finishedTimes(targets);
  const left = targets.filter(
    ({ status }) =>
      !isOver(status) && status !== 'abandoned' && status !== 'skipped',
  ).length;
  const isEnough =
    durations.length >= MIN_FINISHED ||
    durations.length >= targets.length * MIN_SHARE;
  if (durations.length === 0 || left === 0 || !isEnough) {
    return undefined;
  }
  const rounds = Math.ceil(left / Math.max(1, parallel));
  return {
    fromMs: roundUp(rounds * quantile(durations, 0.5)),
    toMs: roundUp(rounds * quantile(durations, 0.9)),
    basis: durations.length,
  };
}

/**
 * About how long the targets that were touched take to go back, if that takes each as long as the way
 * there did. Absent until one has arrived.
 */
export function timeBack(
  targets: readonly TargetView[],
  parallel: number,
): number | undefined {
  const durations = finishedTimes(targets);
  const touched = targets.filter(({ status }) => status !== 'pending').length;
  return durations.length === 0
    ? undefined
    : roundUp(
        Math.ceil(touched / Math.max(1, parallel)) * quantile(durations, 0.5),
      );
}

/**
 * Says of those that are to come which begin next, and about how long each takes: as long as half of
 * those did that are done.
 *
 * @param targets - in the plan's order
 * @param parallel - how many may be under way at once
 */
export function withTurns(
  targets: readonly TargetView[],
  parallel: number,
): TargetView[] {
  const durations = finishedTimes(targets);
  const expectedMs =
    durations.length === 0 ? undefined : quantile(durations, 0.5);
  const next = new Set(
    targets
      .filter(({ status }) => status === 'pending')
      .slice(0, Math.max(1, parallel)),
  );
  return targets.map(target =>
    target.status === 'pending'
      ? { ...target, isNext: next.has(target), expectedMs }
      : target,
  );
}

const isOver = (status: TargetView['status']) =>
  status === 'done' || status === 'returned';

/** Of targets that have arrived, shortest first. */
function finishedTimes(targets: readonly TargetView[]): number[] {
  return targets
    .flatMap(({ status, startedAtMs, finishedAtMs }) =>
      isOver(status) && startedAtMs !== undefined && finishedAtMs !== undefined
        ? [finishedAtMs - startedAtMs]
        : [],
    )
    .sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const roundUp = (durationMs: number) =>
  Math.ceil(durationMs / ROUND_MS) * ROUND_MS;
