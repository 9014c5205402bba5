import { ConflictError } from '@backstage/errors';
import {
  availableActions,
  eventText,
  NewEvent,
  UpgradeAction,
  UpgradeEvent,
  UpgradeEventType,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { ConcurrentEventError } from '../database/storeErrors';
import { RequestEvent, UpgradeStore } from '../database/UpgradeStore';
import { makeTransition } from '../engine/decisions/transition';

/** How often a request is tried again because an event came between reading and writing. */
const MAX_ATTEMPTS = 20;

/** Events after which what a person decided a moment ago may not be what they want any more. */
const COURSE_CHANGES: ReadonlySet<UpgradeEventType> = new Set<UpgradeEventType>(
  [
    'control-requested',
    'disregarded',
    'pause-begun',
    'paused',
    'resumed',
    'needs-attention',
    'retried',
    'cancel-begun',
    'rollback-begun',
    'finished',
  ],
);

/** Events read to see what happened since the person looked. */
const MAX_MISSED = 500;

/** Puts on record what people ask of an upgrade; the engine's worker carries it out. */
export class UpgradeRequests {
  readonly #store: UpgradeStore;
  readonly #clock: Clock;
  readonly #onAppended: (upgradeId: string) => void;

  constructor(options: {
    store: UpgradeStore;
    clock: Clock;
    /** Called after commit. */
    onAppended: (upgradeId: string) => void;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#onAppended = options.onAppended;
  }

  /**
   * Appends an event if the action is possible in the state the upgrade is in.
   *
   * @param expectedSeq - the last event that the person had seen
   * @returns the event's number
   * @throws ConflictError when the action isn't possible now, or the course changed since
   */
  async append(
    upgradeId: string,
    action: UpgradeAction,
    event: RequestEvent,
    expectedSeq?: number,
  ): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      const state = await this.#store.readState(upgradeId);
      await this.#requireSeen(state, expectedSeq);
      requireAvailable(state, action);
      const transition = makeTransition(
        state,
        [event as NewEvent],
        this.#clock.now(),
      );
      try {
        await this.#store.appendRequest(transition);
        this.#onAppended(upgradeId);
        return transition.state.seq;
      } catch (error) {
        if (!(error instanceof ConcurrentEventError)) {
          throw error;
        }
        if (attempt === MAX_ATTEMPTS) {
          throw new ConflictError(
            `Upgrade ${upgradeId} is changing too fast to take the request. Try again.`,
          );
        }
      }
    }
  }

  async #requireSeen(
    state: UpgradeState,
    expectedSeq: number | undefined,
  ): Promise<void> {
    if (expectedSeq === undefined || expectedSeq >= state.seq) {
      return;
    }
    const missed = await this.#store.readEventsAfter(
      state.id,
      expectedSeq,
      MAX_MISSED,
    );
    const changes = missed.filter(({ type }) => COURSE_CHANGES.has(type));
    if (changes.length > 0) {
      throw new ConflictError(missedText(state.id, changes, this.#clock.now()));
    }
  }
}

function requireAvailable(state: UpgradeState, action: UpgradeAction): void {
  const availability = availableActions(state)[action];
  if (!availability.available) {
    throw new ConflictError(
      `Upgrade ${state.id} can't take '${action}' now. ${availability.reason.text}`,
    );
  }
}

function missedText(
  upgradeId: string,
  changes: readonly UpgradeEvent[],
  nowMs: number,
): string {
  const last = changes[changes.length - 1];
  const agoSeconds = Math.max(0, Math.round((nowMs - last.atMs) / 1000));
  return `Upgrade ${upgradeId} is not as you saw it any more. ${agoSeconds} s ago: ${eventText(
    last,
  )} Look again and decide.`;
}
