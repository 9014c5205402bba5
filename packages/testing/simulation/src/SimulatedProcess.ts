import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Stopwatch } from '@cluster-upgrade/plugin-upgrade-backend/engine';

const NEVER = new Promise<never>(() => {});

/**
 * A process that can die or freeze at any point at which it waits for something: nothing that it asked
 * for is answered any more, none of its timers fires, so no further line of it runs.
 *
 * Its wall clock can jump; its stopwatch can't.
 */
export class SimulatedProcess {
  #isDead = false;
  #frozen: Promise<void> | undefined;
  #jumpedMs = 0;
  #sleptMs = 0;
  /** Answers and timers that came while it stood still. */
  #waiting = 0;

  constructor(
    readonly name: string,
    private readonly time: VirtualClock,
  ) {}

  get isDead(): boolean {
    return this.#isDead;
  }

  /** As by `kill -9`. */
  die(): void {
    this.#isDead = true;
  }

  /**
   * As by a long pause of the garbage collector, or a closed laptop.
   *
   * @param isAsleep - the stopwatch stands still too, as that of a laptop does
   */
  freeze(durationMs: number, isAsleep = false): void {
    this.#frozen ??= this.time.sleep(durationMs).then(() => {
      this.#frozen = undefined;
      this.#waiting = 0;
      this.#sleptMs += isAsleep ? durationMs : 0;
    });
  }

  /** As by a clock that is set. */
  jump(byMs: number): void {
    this.#jumpedMs += byMs;
  }

  readonly clock: Clock = {
    now: () => this.time.now() + this.#jumpedMs,
    sleep: (durationMs, signal) =>
      this.answer(this.time.sleep(durationMs, signal)),
    schedule: (delayMs, callback) => {
      let isCancelled = false;
      const cancel = this.time.schedule(delayMs, async () => {
        await this.#awake();
        if (!isCancelled) {
          callback();
        }
      });
      return () => {
        isCancelled = true;
        cancel();
      };
    },
  };

  readonly stopwatch: Stopwatch = {
    elapsedMs: () => this.time.now() - this.#sleptMs,
  };

  /** What the process gets to see of an answer from outside, and when. */
  async answer<T>(outside: PromiseLike<T>): Promise<T> {
    try {
      const result = await outside;
      await this.#awake();
      return result;
    } catch (error) {
      await this.#awake();
      throw error;
    }
  }

  /** Resolves when the process runs; never, when it is dead. */
  async #awake(): Promise<void> {
    while (this.#frozen && !this.#isDead) {
      const turn = this.#waiting;
      this.#waiting += 1;
      await this.#frozen;
      if (turn > 0) {
        // Whoever wakes up goes on where it stood, with all that came since still to be heard of.
        await this.time.sleep(turn);
      }
    }
    if (this.#isDead) {
      await NEVER;
    }
  }
}
