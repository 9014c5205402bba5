import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterFailedError, clusterFailureOf } from './ClusterFailedError';

/**
 * Runs something that looks at a cluster and gives up, aborting it, when that takes too long.
 *
 * @throws ClusterFailedError when it takes longer than `timeoutMs`, or the cluster gives no usable answer
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limit: { clock: Clock; timeoutMs: number; what: string },
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
  } catch (error) {
    throw clusterFailureOf(limit.what, error);
  } finally {
    over.abort(new Error(`${limit.what} is over`));
  }
}
