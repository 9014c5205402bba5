import { performance } from 'node:perf_hooks';
import { Stopwatch } from './Stopwatch';

/**
 * The process's own monotonic clock.
 *
 * @internal
 */
export class SystemStopwatch implements Stopwatch {
  elapsedMs(): number {
    return performance.now();
  }
}
