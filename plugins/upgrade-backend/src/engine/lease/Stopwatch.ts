/**
 * Time that only moves forward, whatever happens to the machine's clock.
 */
export interface Stopwatch {
  /** Milliseconds since some fixed moment. */
  elapsedMs(): number;
}
