import {
  applyEvents,
  ENGINE_ACTOR,
  evolve,
  UpgradeEvent,
  UpgradeEventData,
  UpgradeEventType,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

export const START_MS = Date.UTC(2026, 10, 20, 12, 0, 0);
const STEP_MS = 1000;

/** Writes the events of one upgrade in order, as the engine would. */
export class EventLog {
  readonly events: UpgradeEvent[] = [];
  #state?: UpgradeState;

  constructor(
    readonly upgradeId: string,
    created: UpgradeEventData['created'],
    requestedBy = 'user:default/mia',
    readonly startMs = START_MS,
  ) {
    this.add('created', created, requestedBy);
  }

  add<T extends UpgradeEventType>(
    type: T,
    data: UpgradeEventData[T],
    actor = ENGINE_ACTOR,
    atMs = this.startMs + this.events.length * STEP_MS,
  ): this {
    const event = {
      upgradeId: this.upgradeId,
      seq: this.events.length + 1,
      atMs,
      actor,
      type,
      data,
    } as UpgradeEvent;
    this.events.push(event);
    return this;
  }

  /** Reckoned when asked for: thousands of events at once, not one by one. */
  get state(): UpgradeState {
    const known = this.#state ?? evolve(undefined, this.events[0]);
    this.#state = applyEvents(known, this.after(known.seq));
    return this.#state;
  }

  after(seq: number): UpgradeEvent[] {
    return this.events.slice(seq);
  }
}
