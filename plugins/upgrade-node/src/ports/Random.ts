/**
 * Randomness as the engine and the embedded cluster see it; a seeded one makes every run replayable.
 *
 * @public
 */
export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** An RFC 4122 version 4 UUID. */
  uuid(): string;
}
