import { JsonValue } from '@backstage/types';
import {
  applyEvents,
  NewEvent,
  PlanKind,
  Snapshot,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { HealthReference } from '../health/HealthReference';
import { Fence } from '../database/Fence';
import { ConcurrentEventError } from '../database/storeErrors';
import { MAX_PAGE } from '../database/UpgradeStore';
import { Plans } from './decisions/Plans';
import { TransitionPayload, makeTransition } from './decisions/transition';
import { EnginePorts } from './EnginePorts';
import { LeaseKeeper } from './lease/LeaseKeeper';

/** Times that one write is composed anew because others keep coming first. */
const MAX_REBASES = 20;

/** Events to append, with what belongs to them. */
export interface Entry extends TransitionPayload {
  events: readonly NewEvent[];
}

/**
 * What a worker knows about the upgrade it holds, and its only way to write. Entries are written one
 * after the other; each is composed from the latest state, and composed anew when somebody else's event
 * came first.
 */
export class UpgradeJournal {
  #state: UpgradeState | undefined;
  #plans: Plans | undefined;
  #memos: Partial<Record<PlanKind, Record<string, JsonValue>>> = {};
  #saved: { snapshot: Snapshot; healthReference: HealthReference } | undefined;
  /** A commit failed in a way that leaves open whether it was made. */
  #isUncertain = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ports: Pick<EnginePorts, 'store' | 'hub' | 'clock'>,
    private readonly fence: Fence,
    private readonly lease: LeaseKeeper,
  ) {}

  get state(): UpgradeState {
    return required(this.#state, 'state');
  }

  /** The latest known event's number; infinite before anything was read. */
  get seq(): number {
    return this.#state?.seq ?? Infinity;
  }

  get plans(): Plans {
    return required(this.#plans, 'plans');
  }

  get snapshot(): Snapshot | undefined {
    return this.#saved?.snapshot;
  }

  get healthReference(): HealthReference | undefined {
    return this.#saved?.healthReference;
  }

  memoOf(plan: PlanKind, stepId: string): JsonValue | undefined {
    return this.#memos[plan]?.[stepId];
  }

  /** Reads everything from the store, as after a crash. */
  load(): Promise<void> {
    return this.#oneAfterAnother(() => this.#load());
  }

  /** Reads where the upgrade is and nothing more, for one that must not be carried on. */
  loadState(): Promise<void> {
    return this.#oneAfterAnother(async () => {
      this.#state = await this.ports.store.readState(this.fence.upgradeId);
    });
  }

  /** Applies what others appended. */
  catchUp(): Promise<void> {
    return this.#oneAfterAnother(() => this.#catchUp());
  }

  /**
   * Appends what `compose` makes of the latest state; nothing when it makes nothing.
   *
   * @returns whether something was written
   * @throws LeaseLostError, StaleFenceError, or what the store threw; after an error of the store it is
   *   open whether the entry was written, and the next one finds out first
   */
  append(
    compose: (state: UpgradeState) => Entry | undefined,
  ): Promise<boolean> {
    return this.#oneAfterAnother(async () => {
      if (this.#isUncertain) {
        await this.#load();
      }
      for (let rebase = 0; rebase < MAX_REBASES; rebase += 1) {
        const entry = compose(this.state);
        if (!entry || isEmpty(entry)) {
          return false;
        }
        if (await this.#commit(entry)) {
          return true;
        }
        await this.#catchUp();
      }
      throw new Error(
        `Nothing could be appended to upgrade ${this.fence.upgradeId}: others came first ${MAX_REBASES} times in a row`,
      );
    });
  }

  /** @returns false when another event came first */
  async #commit(entry: Entry): Promise<boolean> {
    this.lease.assertHeld();
    const transition = makeTransition(
      this.state,
      entry.events,
      this.ports.clock.now(),
      { memos: entry.memos, plan: entry.plan, snapshot: entry.snapshot },
    );
    try {
      await this.ports.store.commitTransition(this.fence, transition);
    } catch (error) {
      if (error instanceof ConcurrentEventError) {
        return false;
      }
      this.#isUncertain = true;
      throw error;
    }
    this.#state = transition.state;
    this.#keep({ ...entry, memos: transition.memos });
    if (transition.events.length > 0) {
      this.ports.hub.publish(this.fence.upgradeId);
    }
    return true;
  }

  #keep({ memos, plan, snapshot }: Entry): void {
    for (const { plan: kind, stepId, memo } of memos ?? []) {
      const { [stepId]: _, ...others } = this.#memos[kind] ?? {};
      this.#memos[kind] =
        memo === undefined ? others : { ...others, [stepId]: memo };
    }
    if (plan) {
      this.#plans = { ...this.plans, [plan.kind]: plan };
    }
    this.#saved = snapshot ?? this.#saved;
  }

  async #load(): Promise<void> {
    const { store } = this.ports;
    const id = this.fence.upgradeId;
    this.#state = await store.readState(id);
    this.#plans = await this.#readPlans();
    this.#saved = await store.readSnapshot(id);
    const { activePlan } = this.#state;
    this.#memos = { [activePlan]: await store.readMemos(id, activePlan) };
    this.#isUncertain = false;
  }

  async #readPlans(): Promise<Plans> {
    const { store } = this.ports;
    const id = this.fence.upgradeId;
    const read = (kind: PlanKind): Promise<UpgradePlan | undefined> =>
      store.readPlan(id, kind);
    return {
      upgrade: required(await read('upgrade'), 'plan'),
      rollback: await read('rollback'),
      cleanup: await read('cleanup'),
    };
  }

  async #catchUp(): Promise<void> {
    const { store } = this.ports;
    for (;;) {
      const events = await store.readEventsAfter(
        this.fence.upgradeId,
        this.state.seq,
        MAX_PAGE,
      );
      this.#state = applyEvents(this.state, events);
      if (events.length < MAX_PAGE) {
        return;
      }
    }
  }

  #oneAfterAnother<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    // Whoever asked for it gets the error; the next in the queue must not.
    this.#queue = done.catch(() => {});
    return done;
  }
}

function isEmpty(entry: Entry): boolean {
  return entry.events.length === 0 && (entry.memos ?? []).length === 0;
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`The upgrade's ${what} was asked for before it was read`);
  }
  return value;
}
