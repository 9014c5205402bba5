import { Clock } from '../ports/Clock';
import { sleepOn } from '../ports/sleepOn';

interface Timer {
  dueAtMs: number;
  order: number;
  callback: () => void;
}

/**
 * Time that stands still until a test moves it. Timers due at the same moment fire in the order in
 * which they were set, so that a run is the same every time.
 *
 * @public
 */
export class VirtualClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, durationMs, signal);
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer: Timer = {
      dueAtMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#order++,
      callback,
    };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** When the next timer is due; undefined when none is set. */
  nextDueAtMs(): number | undefined {
    return this.#next()?.dueAtMs;
  }

  /**
   * Lets `durationMs` pass, firing what falls due, and letting everything that a timer sets off settle
   * before the next one fires.
   */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    await settle();
    for (
      let timer = this.#next();
      timer && timer.dueAtMs <= untilMs;
      timer = this.#next()
    ) {
      this.#fire(timer);
      await settle();
    }
    this.#nowMs = untilMs;
    await settle();
  }

  /**
   * Lets time pass timer by timer until `isDone` answers true.
   *
   * @throws when `limitMs` of virtual time passed, or no timer is left that could change anything
   */
  async advanceUntil(
    isDone: () => boolean | Promise<boolean>,
    limitMs: number,
  ): Promise<void> {
    const untilMs = this.#nowMs + limitMs;
    await settle();
    while (!(await isDone())) {
      const timer = this.#next();
      if (!timer) {
        throw new Error('Nothing is due any more and the condition is not met');
      }
      if (timer.dueAtMs > untilMs) {
        throw new Error(`The condition was not met within ${limitMs} ms`);
      }
      this.#fire(timer);
      await settle();
    }
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#nowMs = Math.max(this.#nowMs, timer.dueAtMs);
    timer.callback();
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (
        !next ||
        timer.dueAtMs < next.dueAtMs ||
        (timer.dueAtMs === next.dueAtMs && timer.order < next.order)
      ) {
        next = timer;
      }
    }
    return next;
  }
}

/**
 * Turns of the event loop that let chains of promises, the database's included, run to their next
 * wait. Each turn drains all microtasks; chains that hop through `setImmediate` need several.
 */
const SETTLE_TURNS = 8;

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
