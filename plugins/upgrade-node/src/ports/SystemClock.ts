import { Clock } from './Clock';
import { sleepOn } from './sleepOn';

/**
 * The machine's own time.
 *
 * @public
 */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, durationMs, signal);
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  }
}
