import { Random } from '@cluster-upgrade/plugin-upgrade-node';

/** Doublings after which the pause grows no more, whatever the limits. */
const MAX_DOUBLINGS = 20;

/**
 * How long to wait before the next try: doubles with each error, and differs between those who failed
 * together.
 *
 * @param errors - in a row, at least 1
 */
export function backoffMs(
  errors: number,
  limits: { minBackoffMs: number; maxBackoffMs: number },
  random: Random,
): number {
  const doublings = Math.min(errors - 1, MAX_DOUBLINGS);
  const fullMs = Math.min(
    limits.minBackoffMs * 2 ** doublings,
    limits.maxBackoffMs,
  );
  return Math.round(fullMs * (0.5 + random.next() / 2));
}

/** A pause that differs a little each time, so that replicas don't move in step. */
export function jittered(pauseMs: number, random: Random): number {
  return Math.round(pauseMs * (0.8 + random.next() * 0.4));
}
