import { TooManyRequestsError } from './TooManyRequestsError';

/** How many requests of one kind each caller may have under way at once, in this process. */
export class UnderWayLimit {
  readonly #most: number;
  readonly #refusal: string;
  readonly #countByActor = new Map<string, number>();

  /** @param options - `refusal` says what there are too many of, and what to do */
  constructor(options: { most: number; refusal: string }) {
    this.#most = options.most;
    this.#refusal = options.refusal;
  }

  /** @throws TooManyRequestsError when the caller has as many under way as they may */
  async run<T>(actor: string, work: () => Promise<T>): Promise<T> {
    const count = this.#countByActor.get(actor) ?? 0;
    if (count >= this.#most) {
      throw new TooManyRequestsError(`${actor} has ${count} ${this.#refusal}`);
    }
    this.#countByActor.set(actor, count + 1);
    try {
      return await work();
    } finally {
      this.#giveBack(actor);
    }
  }

  #giveBack(actor: string): void {
    const left = (this.#countByActor.get(actor) ?? 1) - 1;
    if (left > 0) {
      this.#countByActor.set(actor, left);
    } else {
      this.#countByActor.delete(actor);
    }
  }
}
