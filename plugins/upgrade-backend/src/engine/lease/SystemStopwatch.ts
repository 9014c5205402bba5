import { performance } from 'node:perf_hooks';
import { Stopwatch } from './Stopwatch';

/**
 * The process's own monotonic clock.
 */
export class SystemStopwatch implements Stopwatch {
  elapsedMs(): number {
    return performance.now();
  }
}
