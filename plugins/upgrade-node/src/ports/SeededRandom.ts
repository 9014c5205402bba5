import { Random } from './Random';

/**
 * Replayable randomness: the same seed gives the same sequence (xorshift32).
 *
 * @public
 */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    // Zero is the one state xorshift never leaves.
    this.#state = seed >>> 0 || 0x9e3779b9;
    for (let round = 0; round < 4; round += 1) {
      this.next();
    }
  }

  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state / 0x1_0000_0000;
  }

  uuid(): string {
    const hex = (length: number) =>
      Array.from({ length }, () =>
        Math.floor(this.next() * 16).toString(16),
      ).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  }
}
