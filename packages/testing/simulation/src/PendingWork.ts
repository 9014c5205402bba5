import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';

/** Turns of the event loop without anything pending after which everything has come to rest. */
const QUIET_TURNS = 6;

/**
 * Knows which calls to the outside have not been answered, so that virtual time stands still until they
 * have: a database answers after some turns of the event loop, however slowly the machine turns it.
 */
export class PendingWork {
  #pending = 0;

  constructor(private readonly clock: VirtualClock) {}

  /** The same object, with every promise it returns counted. */
  track<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name, object);
        if (typeof member !== 'function') {
          return member;
        }
        return (...args: unknown[]) => this.count(member.apply(object, args));
      },
    });
  }

  count<T>(result: T): T {
    if (isThenable(result)) {
      this.#pending += 1;
      const settled = () => {
        this.#pending -= 1;
      };
      result.then(settled, settled);
    }
    return result;
  }

  async settled(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS;) {
      await new Promise(resolve => setImmediate(resolve));
      quiet = this.#pending === 0 ? quiet + 1 : 0;
    }
  }

  /** Lets time pass, timer by timer. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.clock.now() + durationMs;
    await this.settled();
    for (
      let dueAtMs = this.clock.nextDueAtMs();
      dueAtMs !== undefined && dueAtMs <= untilMs;
      dueAtMs = this.clock.nextDueAtMs()
    ) {
      await this.clock.advance(Math.max(0, dueAtMs - this.clock.now()));
      await this.settled();
    }
    await this.clock.advance(untilMs - this.clock.now());
  }

  /**
   * Lets time pass until `isDone`.
   *
   * @throws Error when that takes longer than `limitMs`, or nothing is due any more
   */
  async advanceUntil(
    isDone: () => boolean | Promise<boolean>,
    limitMs: number,
  ): Promise<void> {
    const untilMs = this.clock.now() + limitMs;
    await this.settled();
    while (!(await isDone())) {
      const dueAtMs = this.clock.nextDueAtMs();
      if (dueAtMs === undefined || dueAtMs > untilMs) {
        throw new Error(
          `It did not come to pass within ${limitMs} ms of virtual time`,
        );
      }
      await this.clock.advance(Math.max(0, dueAtMs - this.clock.now()));
      await this.settled();
    }
  }
}

/** Transactions of the query builder are thenable, but no promises. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof (value as PromiseLike<unknown> | undefined)?.then === 'function'
  );
}
