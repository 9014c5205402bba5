import {
  EventsPage,
  IllegalTransitionError,
  PlanKind,
  UpgradeApi,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ConnectionFacts,
  isSameConnection,
  judgeConnection,
  LONG_POLL_SECONDS,
  REQUEST_DEADLINE_MS,
  retryDelayMs,
} from './connection';
import {
  clockOffsetAfter,
  EMPTY_FEED,
  feedAfterEvents,
  feedAfterSnapshot,
  hasTurned,
  TAIL_LENGTH,
  UpgradeFeed,
} from './feed';
import { Interruptible } from './Interruptible';

/** What the follower needs from its surroundings. */
export interface FollowerOptions {
  api: Pick<UpgradeApi, 'getUpgrade' | 'getUpgradePlanOutline' | 'listEvents'>;
  upgradeId: string;
  /** The browser's clock, epoch milliseconds. */
  now?: () => number;
  random?: () => number;
}

/** Screens are redrawn at most this often. */
export const FLUSH_INTERVAL_MS = 1000;
const PAGE_LIMIT = 1000;
/** A hidden tab holds no connection open; it looks now and then, for the title. */
const HIDDEN_INTERVAL_MS = 30_000;
const JUDGE_INTERVAL_MS = 1000;

/**
 * Follows one upgrade: a snapshot, then the events after it by long-poll, for as long as anybody
 * looks.
 *
 * Modes, in order of a life: *stopped* → `start` → *loading* (snapshot, plans, the tail of the log) →
 * *following* (one request after the other, each from the last `seq`) → *complete*, when the upgrade is
 * finished, or *refused*, when it can't be read any more. A failing request leads back to the mode it
 * happened in, after a growing delay; an event that can't follow leads back to *loading*, with the old
 * picture left standing. `stop` ends every mode. Each start has a generation number; what belongs to an
 * older one is dropped.
 */
export class UpgradeFollower {
  readonly #options: Required<FollowerOptions>;
  readonly #listeners = new Set<() => void>();
  readonly #work = new Interruptible();
  #feed = EMPTY_FEED;
  #facts: ConnectionFacts = { isComplete: false };
  #needsSnapshot = true;
  #pending: UpgradeEvent[] = [];
  #generation = 0;
  #failures = 0;
  #isHidden = false;
  #lastFlushAtMs = 0;
  #flushTimer?: ReturnType<typeof setTimeout>;
  #judgeTimer?: ReturnType<typeof setInterval>;

  constructor(options: FollowerOptions) {
    this.#options = { now: Date.now, random: Math.random, ...options };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getFeed = (): UpgradeFeed => this.#feed;

  start(): void {
    this.#generation += 1;
    this.#judgeTimer = setInterval(() => this.#judge(), JUDGE_INTERVAL_MS);
    void this.#run(this.#generation);
  }

  stop(): void {
    this.#generation += 1;
    this.#work.interrupt();
    clearInterval(this.#judgeTimer);
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
  }

  /** Tells whether the tab can be seen. */
  setHidden(isHidden: boolean): void {
    const isBack = this.#isHidden && !isHidden;
    this.#isHidden = isHidden;
    if (isBack) {
      this.retryNow();
    }
  }

  /** Doesn't wait any longer for the next try, nor for a request that may be dead. */
  readonly retryNow = (): void => {
    this.#judge();
    this.#work.interrupt();
  };

  /** While frozen nothing moves on the page; events are counted. */
  readonly setFrozen = (isFrozen: boolean): void => {
    this.#update({
      isFrozen,
      frozenSinceMs: isFrozen ? this.#options.now() : undefined,
    });
    if (!isFrozen) {
      this.#flush();
    }
  };

  /** Adds older events in front of those that are kept. */
  readonly loadEarlier = async (): Promise<void> => {
    const first = this.#feed.events[0]?.seq ?? (this.#feed.state?.seq ?? 0) + 1;
    const after = Math.max(0, first - 1 - TAIL_LENGTH);
    const page = await this.#listEvents({ after, limit: first - 1 - after });
    const earlier = page.events.filter(event => event.seq < first);
    this.#update({
      events: [...earlier, ...this.#feed.events],
      hasEarlierEvents: after > 0,
    });
  };

  async #run(generation: number): Promise<void> {
    while (generation === this.#generation && !this.#facts.isComplete) {
      try {
        await this.#load(generation);
        await this.#follow(generation);
      } catch (error) {
        if (generation !== this.#generation || this.#isRefusal(error)) {
          return;
        }
        await this.#afterFailure(error as Error);
      }
    }
  }

  /** State and plan at once: of a large cluster either takes a while. */
  async #load(generation: number): Promise<void> {
    await Promise.all([
      this.#needsSnapshot ? this.#loadSnapshot(generation) : undefined,
      this.#loadPlan(generation, 'upgrade'),
    ]);
    // The way back has a plan of its own, which exists from the moment it is decided.
    await this.#loadPlan(generation, this.#feed.state?.activePlan ?? 'upgrade');
  }

  async #loadSnapshot(generation: number): Promise<void> {
    const { api, upgradeId } = this.#options;
    const view = await this.#request(signal =>
      api.getUpgrade(upgradeId, { signal }),
    );
    if (generation === this.#generation && !this.#feed.state) {
      // How it is needn't wait for how it came to be so; an old picture stands until both are there.
      this.#answered(view.serverTimeMs);
      this.#replace(feedAfterSnapshot(this.#feed, view, []));
    }
    const tail = await this.#listEvents({
      after: Math.max(0, view.state.seq - TAIL_LENGTH),
      limit: TAIL_LENGTH,
    });
    if (generation === this.#generation) {
      this.#needsSnapshot = false;
      this.#pending = [];
      this.#answered(view.serverTimeMs);
      this.#replace(feedAfterSnapshot(this.#feed, view, tail.events));
    }
  }

  async #loadPlan(generation: number, kind: PlanKind): Promise<void> {
    const { api, upgradeId } = this.#options;
    if (this.#feed.plans[kind]) {
      return;
    }
    const plan = await this.#request(signal =>
      api.getUpgradePlanOutline(upgradeId, kind, { signal }),
    );
    if (generation === this.#generation) {
      this.#update({ plans: { ...this.#feed.plans, [kind]: plan } });
    }
  }

  async #follow(generation: number): Promise<void> {
    const sentAtMs = this.#options.now();
    const isHidden = this.#isHidden;
    const page = await this.#listEvents({
      after: this.#pending.at(-1)?.seq ?? this.#feed.state?.seq ?? 0,
      wait: isHidden ? 0 : LONG_POLL_SECONDS,
      limit: PAGE_LIMIT,
    });
    if (generation !== this.#generation) {
      return;
    }
    this.#answered(page.serverTimeMs);
    this.#receive(page.events);
    if (page.isComplete) {
      await this.#complete(generation);
    } else if (isHidden) {
      await this.#work.sleep(HIDDEN_INTERVAL_MS);
    } else if (page.events.length === 0) {
      // A proxy that doesn't hold requests open must not be asked in a tight loop.
      const tookMs = this.#options.now() - sentAtMs;
      await this.#work.sleep(Math.max(0, FLUSH_INTERVAL_MS - tookMs));
    }
  }

  async #complete(generation: number): Promise<void> {
    if (!this.#feed.isFrozen) {
      this.#flush();
    }
    await this.#refreshView(generation);
    await this.#load(generation);
    this.#facts = { ...this.#facts, isComplete: true };
    this.#judge();
  }

  #receive(events: UpgradeEvent[]): void {
    if (events.length >= PAGE_LIMIT) {
      // Far behind, as after a night asleep: a new snapshot is less work than every event since.
      this.#needsSnapshot = true;
      return;
    }
    this.#pending.push(...events);
    if (this.#feed.isFrozen) {
      this.#update({ heldBack: this.#pending.length });
    } else if (this.#pending.length > 0 && this.#flushTimer === undefined) {
      const elapsedMs = this.#options.now() - this.#lastFlushAtMs;
      const delayMs = Math.max(0, FLUSH_INTERVAL_MS - elapsedMs);
      this.#flushTimer = setTimeout(() => this.#flush(), delayMs);
    }
  }

  #flush(): void {
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
    const batch = this.#pending;
    const before = this.#feed.state;
    if (batch.length === 0 || !before) {
      return;
    }
    this.#pending = [];
    this.#lastFlushAtMs = this.#options.now();
    try {
      this.#replace(feedAfterEvents(this.#feed, before, batch));
      this.#afterTurn(hasTurned(before, this.#feed.state ?? before));
    } catch (error) {
      if (!(error instanceof IllegalTransitionError)) {
        throw error;
      }
      // The log and the page disagree; the server's snapshot is right.
      this.#needsSnapshot = true;
      this.#work.interrupt();
    }
  }

  #afterTurn(isTurn: boolean): void {
    if (isTurn && !this.#facts.isComplete) {
      const generation = this.#generation;
      // What fails here is asked for again at the next turn; the loop tells of lost connections.
      this.#refreshView(generation).catch(() => {});
      this.#load(generation).catch(() => {});
    }
  }

  /** What the caller may do can depend on things that are not in the events. */
  async #refreshView(generation: number): Promise<void> {
    const { api, upgradeId } = this.#options;
    const view = await this.#request(signal =>
      api.getUpgrade(upgradeId, { signal }),
    );
    if (generation === this.#generation) {
      this.#update({ view });
    }
  }

  #answered(serverTimeMs: number): void {
    const nowMs = this.#options.now();
    this.#failures = 0;
    this.#facts = { lastAnswerAtMs: nowMs, isComplete: false };
    const clockOffsetMs = clockOffsetAfter(
      this.#feed.clockOffsetMs,
      serverTimeMs - nowMs,
    );
    if (this.#feed.error || clockOffsetMs !== this.#feed.clockOffsetMs) {
      this.#update({ clockOffsetMs, error: undefined });
    }
    this.#judge();
  }

  #isRefusal(error: unknown): boolean {
    const status = (error as { statusCode?: number }).statusCode;
    if (status !== 403 && status !== 404) {
      return false;
    }
    this.#update({ refusal: error as Error });
    return true;
  }

  async #afterFailure(error: Error): Promise<void> {
    if (error.name === 'AbortError') {
      return;
    }
    this.#facts = {
      ...this.#facts,
      failingSinceMs: this.#facts.failingSinceMs ?? this.#options.now(),
    };
    this.#update({ error });
    this.#judge();
    const delayMs = retryDelayMs(this.#failures, this.#options.random());
    this.#failures += 1;
    await this.#work.sleep(delayMs);
  }

  #judge(): void {
    const connection = judgeConnection(this.#facts, this.#options.now());
    if (!isSameConnection(connection, this.#feed.connection)) {
      this.#update({ connection });
    }
  }

  #listEvents(query: {
    after: number;
    limit: number;
    wait?: number;
  }): Promise<EventsPage> {
    const { api, upgradeId } = this.#options;
    return this.#request(signal =>
      api.listEvents(upgradeId, query, { signal }),
    );
  }

  #request<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#work.request(REQUEST_DEADLINE_MS, send);
  }

  #update(change: Partial<UpgradeFeed>): void {
    this.#replace({ ...this.#feed, ...change });
  }

  #replace(feed: UpgradeFeed): void {
    this.#feed = feed;
    this.#listeners.forEach(listener => listener());
  }
}
