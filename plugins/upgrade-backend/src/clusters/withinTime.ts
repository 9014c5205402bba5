import { ServiceUnavailableError } from '@backstage/errors';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * Runs something that looks at a cluster and gives up, aborting it, when that takes too long.
 *
 * @throws ServiceUnavailableError when it takes longer than `timeoutMs`
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limit: { clock: Clock; timeoutMs: number; what: string },
): Promise<T> {
  const over = new AbortController();
  const timeout = limit.clock.sleep(limit.timeoutMs, over.signal).then(() => {
    throw new ServiceUnavailableError(
      `No answer to ${limit.what} within ${
        limit.timeoutMs / 1000
      } s. Check that the cluster's API is reachable and try again.`,
    );
  });
  try {
    return await Promise.race([work(over.signal), timeout]);
  } finally {
    over.abort(new Error(`${limit.what} is over`));
  }
}
