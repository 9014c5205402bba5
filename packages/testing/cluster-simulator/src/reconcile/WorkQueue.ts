import { Clock } from '@cluster-upgrade/plugin-upgrade-node';

const BACKOFF_FIRST_MS = 50;
const BACKOFF_MAX_MS = 30_000;

/**
 * Keys waiting for work. A key waits at most once, is never worked on twice at the same time, and a
 * key added during its own work is worked on again afterwards.
 *
 * @internal
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #work: (key: string) => Promise<void>;
  readonly #concurrency: number;
  readonly #coalesceMs: number;
  readonly #waiting = new Set<string>();
  readonly #working = new Set<string>();
  readonly #again = new Set<string>();
  readonly #timersByKey = new Map<
    string,
    { dueAtMs: number; cancel: () => void }
  >();
  readonly #failuresByKey = new Map<string, number>();

  /** `work` must not reject; it calls `retry` for what failed. */
  constructor(options: {
    clock: Clock;
    signal: AbortSignal;
    work: (key: string) => Promise<void>;
    /** Keys worked on at the same time; 1 unless told. */
    concurrency?: number;
    /** Waits this long before the work, so that a burst of changes is worked on once. */
    coalesceMs?: number;
  }) {
    this.#clock = options.clock;
    this.#signal = options.signal;
    this.#work = options.work;
    this.#concurrency = options.concurrency ?? 1;
    this.#coalesceMs = options.coalesceMs ?? 0;
    options.signal.addEventListener('abort', () => this.#stop(), {
      once: true,
    });
  }

  add(key: string): void {
    if (this.#coalesceMs > 0) {
      this.addAfter(key, this.#coalesceMs);
    } else {
      this.#enqueue(key);
    }
  }

  addAfter(key: string, delayMs: number): void {
    const dueAtMs = this.#clock.now() + delayMs;
    const present = this.#timersByKey.get(key);
    if (this.#signal.aborted || (present && present.dueAtMs <= dueAtMs)) {
      return;
    }
    present?.cancel();
    const cancel = this.#clock.schedule(delayMs, () => {
      this.#timersByKey.delete(key);
      this.#enqueue(key);
    });
    this.#timersByKey.set(key, { dueAtMs, cancel });
  }

  /** Comes back later, each time twice as late. */
  retry(key: string): void {
    const failures = this.#failuresByKey.get(key) ?? 0;
    this.#failuresByKey.set(key, failures + 1);
    this.addAfter(
      key,
      Math.min(BACKOFF_FIRST_MS * 2 ** failures, BACKOFF_MAX_MS),
    );
  }

  succeeded(key: string): void {
    this.#failuresByKey.delete(key);
  }

  #enqueue(key: string): void {
    if (this.#signal.aborted) {
      return;
    }
    if (this.#working.has(key)) {
      this.#again.add(key);
      return;
    }
    this.#waiting.add(key);
    // The rest of the present burst of events comes first.
    queueMicrotask(() => this.#pump());
  }

  #pump(): void {
    for (const key of this.#waiting) {
      if (this.#signal.aborted || this.#working.size >= this.#concurrency) {
        return;
      }
      this.#waiting.delete(key);
      this.#working.add(key);
      this.#work(key).finally(() => this.#finish(key));
    }
  }

  #finish(key: string): void {
    this.#working.delete(key);
    if (this.#again.delete(key)) {
      this.#waiting.add(key);
    }
    this.#pump();
  }

  #stop(): void {
    for (const timer of this.#timersByKey.values()) {
      timer.cancel();
    }
    this.#timersByKey.clear();
    this.#waiting.clear();
    this.#again.clear();
  }
}
