import { Clock } from '../../ports/Clock';
import { ClusterClient } from '../../ports/ClusterClient';

/**
 * A cluster that a test has for itself.
 *
 * @public
 */
export interface ClusterWorld {
  cluster: ClusterClient;
  /** The clock that the cluster's own parts go by. */
  clock: Clock;
  /** Lets time pass, and the cluster act meanwhile. */
  advance(durationMs: number): Promise<void>;
  stop(): Promise<void>;
}
