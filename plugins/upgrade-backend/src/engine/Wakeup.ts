import { Clock } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * One sleeper that can be woken. A ring while it is awake is not lost: the next sleep is none.
 */
export class Wakeup {
  readonly #clock: Clock;
  #isRung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Resolves at the next ring, or after `timeoutMs`. */
  async sleep(timeoutMs: number): Promise<void> {
    if (!this.#isRung) {
      await new Promise<void>(resolve => {
        const cancel = this.#clock.schedule(timeoutMs, resolve);
        this.#wake = () => {
          cancel();
          resolve();
        };
      });
      this.#wake = undefined;
    }
    this.#isRung = false;
  }
}
