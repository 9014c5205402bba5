import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { Fence } from '../../database/Fence';
import { StaleFenceError } from '../../database/storeErrors';
import { UpgradeStore } from '../../database/UpgradeStore';
import { Stopwatch } from './Stopwatch';

/** Renewals per lease: two may fail before it is lost. */
const RENEWALS_PER_LEASE = 3;

/** Part of the lease kept in reserve, so that a write under way lands before somebody else may claim. */
const RESERVE = 0.2;

/**
 * The worker does not own the upgrade any more, or can't be sure that it does.
 */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Whoever works behind the lease. */
export interface LeaseHolder {
  /** Whether the work goes on without trouble. */
  isWell(): boolean;
  /** Told the latest event's number, which may be somebody else's. */
  onSeq(seq: number): void;
}

/** A moment by both clocks. */
interface Moment {
  wallMs: number;
  elapsedMs: number;
}

/**
 * Holds a lease: held → lost, or held → stopped. Never back.
 *
 * Held: from the claim on; renewed three times per lease. Lost: another worker claimed the upgrade, or
 * no renewal came through and four fifths of the lease have passed by either of two clocks: the
 * stopwatch, which no clock change can fool, and the wall clock, which runs on while a laptop sleeps.
 * Then `signal` aborts, and whatever the worker still does is refused. Stopped: the worker gives the
 * upgrade back by itself.
 */
export class LeaseKeeper {
  readonly #abort = new AbortController();
  #confirmedAt: Moment;
  #cancelTimers: Array<() => void> = [];
  #isStopped = false;

  /**
   * @param askedAt - the moment before the claim was sent: the database's lease began later, so this
   *   one ends earlier
   */
  constructor(
    private readonly ports: {
      store: Pick<UpgradeStore, 'renewLease'>;
      clock: Clock;
      stopwatch: Stopwatch;
      logger: LoggerService;
    },
    private readonly fence: Fence,
    private readonly leaseMs: number,
    private readonly holder: LeaseHolder,
    askedAt: Moment,
  ) {
    this.#confirmedAt = askedAt;
    this.#schedule();
  }

  static momentOf(ports: { clock: Clock; stopwatch: Stopwatch }): Moment {
    return {
      wallMs: ports.clock.now(),
      elapsedMs: ports.stopwatch.elapsedMs(),
    };
  }

  /** Aborts when the lease is lost. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Asked before every write: a process that was frozen wakes up with its timers still to fire. */
  isHeld(): boolean {
    if (!this.#abort.signal.aborted && this.#remainingMs() <= 0) {
      this.#lose('it could not be renewed in time');
    }
    return !this.#abort.signal.aborted && !this.#isStopped;
  }

  /** @throws LeaseLostError */
  assertHeld(): void {
    if (!this.isHeld()) {
      throw new LeaseLostError(
        `Upgrade ${this.fence.upgradeId} is not held any more at epoch ${this.fence.epoch}`,
      );
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#clearTimers();
  }

  #remainingMs(): number {
    const now = LeaseKeeper.momentOf(this.ports);
    const passedMs = Math.max(
      now.wallMs - this.#confirmedAt.wallMs,
      now.elapsedMs - this.#confirmedAt.elapsedMs,
    );
    return this.leaseMs * (1 - RESERVE) - passedMs;
  }

  #schedule(): void {
    this.#clearTimers();
    const { clock } = this.ports;
    this.#cancelTimers = [
      clock.schedule(this.leaseMs / RENEWALS_PER_LEASE, () => this.#renew()),
      clock.schedule(Math.max(0, this.#remainingMs()), () => this.isHeld()),
    ];
  }

  async #renew(): Promise<void> {
    if (!this.isHeld()) {
      return;
    }
    const askedAt = LeaseKeeper.momentOf(this.ports);
    try {
      const { seq } = await this.ports.store.renewLease(this.fence, {
        leaseMs: this.leaseMs,
        isWell: this.holder.isWell(),
      });
      if (this.isHeld()) {
        this.#confirmedAt = askedAt;
        this.holder.onSeq(seq);
      }
    } catch (error) {
      if (error instanceof StaleFenceError) {
        this.#lose('another worker claimed it');
        return;
      }
      this.ports.logger.warn(
        `The lease of upgrade ${this.fence.upgradeId} could not be renewed: ${error}`,
      );
    }
    if (this.isHeld()) {
      this.#schedule();
    }
  }

  #lose(why: string): void {
    this.#clearTimers();
    if (!this.#isStopped && !this.#abort.signal.aborted) {
      this.ports.logger.warn(
        `The lease of upgrade ${this.fence.upgradeId} at epoch ${this.fence.epoch} is lost: ${why}`,
      );
      this.#abort.abort(new LeaseLostError(why));
    }
  }

  #clearTimers(): void {
    this.#cancelTimers.forEach(cancel => cancel());
    this.#cancelTimers = [];
  }
}
