import { Random } from '../ports/Random';

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

/**
 * How long to wait before the next try: doubling, with jitter, so that clients that lost the same
 * server don't come back together.
 *
 * @internal
 */
export class RetryDelay {
  readonly #random: Random;
  #failures = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Begins anew after a success. */
  reset(): void {
    this.#failures = 0;
  }

  /**
   * @param atLeastMs - what the server asked for
   */
  nextMs(atLeastMs = 0): number {
    const fullMs = Math.min(FIRST_DELAY_MS * 2 ** this.#failures, MAX_DELAY_MS);
    this.#failures += 1;
    const jitteredMs = fullMs / 2 + (fullMs / 2) * this.#random.next();
    return Math.max(atLeastMs, Math.round(jitteredMs));
  }
}
