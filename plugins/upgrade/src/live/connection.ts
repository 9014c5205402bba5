/**
 * How well the page knows what it shows.
 *
 * - `connecting`: no answer yet
 * - `live`: answers come, a change shows within a second or two
 * - `delayed`: the last tries failed, but what is shown is not old yet
 * - `stale`: not updated since `sinceMs`; the upgrade may go on unseen
 * - `ended`: the upgrade is finished and every event has been read
 */
export type Connection =
  | { status: 'connecting' }
  | { status: 'live' }
  | { status: 'delayed'; sinceMs: number }
  | { status: 'stale'; sinceMs: number }
  | { status: 'ended' };

/** Times by the browser's clock, epoch milliseconds. */
export interface ConnectionFacts {
  /** Absent: never. */
  lastAnswerAtMs?: number;
  /** The first failure since the last answer; absent while none has failed. */
  failingSinceMs?: number;
  isComplete: boolean;
}

/** Seconds that one request asks the server to wait for a change. */
export const LONG_POLL_SECONDS = 20;

/** A request that took longer is given up: the connection died without saying so. */
export const REQUEST_DEADLINE_MS = (LONG_POLL_SECONDS + 8) * 1000;

/** Failures that last this long make what is shown stale. */
export const STALE_AFTER_MS = 10_000;

/** Decides what is said about the connection. */
export function judgeConnection(
  { lastAnswerAtMs, failingSinceMs, isComplete }: ConnectionFacts,
  nowMs: number,
): Connection {
  if (isComplete) {
    return { status: 'ended' };
  }
  if (lastAnswerAtMs === undefined) {
    return { status: 'connecting' };
  }
  const hasFailedForLong =
    failingSinceMs !== undefined && nowMs - failingSinceMs >= STALE_AFTER_MS;
  // Without a failure too: timers and requests of a sleeping laptop stand still together.
  const isSilentForLong = nowMs - lastAnswerAtMs > REQUEST_DEADLINE_MS;
  if (hasFailedForLong || isSilentForLong) {
    return { status: 'stale', sinceMs: lastAnswerAtMs };
  }
  return failingSinceMs === undefined
    ? { status: 'live' }
    : { status: 'delayed', sinceMs: failingSinceMs };
}

/** True when the two say the same to a person. */
export function isSameConnection(a: Connection, b: Connection): boolean {
  return (
    a.status === b.status &&
    ('sinceMs' in a ? a.sinceMs : 0) === ('sinceMs' in b ? b.sinceMs : 0)
  );
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 5000;

/**
 * How long to wait before trying again. `fraction` (0 to 1) spreads the pages that lost the same
 * backend, so that they don't all come back in the same instant.
 */
export function retryDelayMs(failures: number, fraction: number): number {
  const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
  return Math.round(ceiling / 2 + (ceiling / 2) * fraction);
}
