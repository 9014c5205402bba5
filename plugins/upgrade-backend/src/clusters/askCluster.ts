import { clusterFailureOf } from './ClusterFailedError';
import { TimeLimit, withinTime } from './withinTime';

/**
 * Looks at a cluster for a caller of the portal's API, within a time.
 *
 * @throws ClusterFailedError when it takes too long, or the cluster gives no usable answer
 */
export async function askCluster<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limit: TimeLimit,
): Promise<T> {
  try {
    return await withinTime(work, limit);
  } catch (error) {
    throw clusterFailureOf(limit.what, error);
  }
}
