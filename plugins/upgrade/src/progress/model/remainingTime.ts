import { NodeView } from './nodeViews';

/** How long the nodes still take, as a range with what it rests on. */
export interface RemainingTime {
  fromMs: number;
  toMs: number;
  /** Finished nodes whose times were used. */
  basis: number;
}

const MIN_FINISHED = 3;
const MIN_SHARE = 0.1;
const ROUND_MS = 60_000;

/**
 * From the times of the nodes that are done in this run: half of them were faster than the lower end,
 * nine of ten faster than the upper. Absent until three nodes or a tenth are done, since a guess from
 * less would only mislead.
 *
 * @param parallel - nodes that may be under way at once
 */
export function remainingTime(
  nodes: readonly NodeView[],
  parallel: number,
): RemainingTime | undefined {
  const durations = nodes.flatMap(node =>
    node.status === 'done' &&
    node.startedAtMs !== undefined &&
    node.finishedAtMs !== undefined
      ? [node.finishedAtMs - node.startedAtMs]
      : [],
  );
  const left = nodes.filter(
    ({ status }) => status !== 'done' && status !== 'skipped',
  ).length;
  const isEnough =
    durations.length >= MIN_FINISHED ||
    durations.length >= nodes.length * MIN_SHARE;
  if (durations.length === 0 || left === 0 || !isEnough) {
    return undefined;
  }
  durations.sort((a, b) => a - b);
  const rounds = Math.ceil(left / Math.max(1, parallel));
  return {
    fromMs: roundUp(rounds * quantile(durations, 0.5)),
    toMs: roundUp(rounds * quantile(durations, 0.9)),
    basis: durations.length,
  };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const roundUp = (durationMs: number) =>
  Math.ceil(durationMs / ROUND_MS) * ROUND_MS;
