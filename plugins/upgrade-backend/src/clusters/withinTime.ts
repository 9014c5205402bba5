import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterFailedError } from './ClusterFailedError';

/** How long something may take, and what it is for people. */
export interface TimeLimit {
  clock: Clock;
  timeoutMs: number;
  what: string;
}

/**
 * Runs something that looks at a cluster and gives up, aborting it, when that takes too long. Its own
 * errors are passed on as they are.
 *
 * @throws ClusterFailedError when it takes longer than `timeoutMs`
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limit: TimeLimit,
): Promise<T> {
  const over = new AbortController();
  const timeout = limit.clock.sleep(limit.timeoutMs, over.signal).then(() => {
    throw new ClusterFailedError({
      statusCode: 504,
      reason: `No answer to ${limit.what} within ${limit.timeoutMs / 1000} s.`,
      remedy: "Check that the cluster's API is reachable and try again.",
    });
  });
  try {
    return await Promise.race([work(over.signal), timeout]);
  } finally {
    over.abort(new Error(`${limit.what} is over`));
  }
}
