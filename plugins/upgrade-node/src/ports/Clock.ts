/**
 * Time as the engine, the drivers and the embedded cluster see it. Passing it in is what lets whole
 * upgrades run in a test in milliseconds.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves after `durationMs`; rejects with the signal's reason when `signal` aborts first.
   */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls `callback` once after `delayMs`; the returned function cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
}
