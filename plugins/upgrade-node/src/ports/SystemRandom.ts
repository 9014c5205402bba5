import { randomUUID } from 'node:crypto';
import { Random } from './Random';

/**
 * The machine's own randomness.
 *
 * @public
 */
export class SystemRandom implements Random {
  next(): number {
    return Math.random();
  }

  uuid(): string {
    return randomUUID();
  }
}
