import {
  applyEvents,
  PlanKind,
  UpgradeEvent,
  PlanOutline,
  UpgradeState,
  UpgradeView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Connection } from './connection';

/** Everything the page of one upgrade draws. Replaced as a whole, never changed. */
export interface UpgradeFeed {
  connection: Connection;
  state?: UpgradeState;
  /** As of the last snapshot; its `state` is older than the one above. */
  view?: UpgradeView;
  plans: Partial<Record<PlanKind, PlanOutline>>;
  /** The latest events without a gap, oldest first. */
  events: readonly UpgradeEvent[];
  hasEarlierEvents: boolean;
  isFrozen: boolean;
  /** By the browser's clock; absent: it is not frozen. */
  frozenSinceMs?: number;
  /** Events received while the view is frozen. */
  heldBack: number;
  /** Server's clock minus the browser's. */
  clockOffsetMs: number;
  /** Why nothing more will come: the upgrade can't be read (any more). */
  refusal?: Error;
  /** The last failed try; absent once one succeeds. */
  error?: Error;
}

export const EMPTY_FEED: UpgradeFeed = {
  connection: { status: 'connecting' },
  plans: {},
  events: [],
  hasEarlierEvents: false,
  isFrozen: false,
  heldBack: 0,
  clockOffsetMs: 0,
};

/** Events read with a snapshot, for the log. */
export const TAIL_LENGTH = 300;
const MAX_EVENTS_KEPT = 2000;
/** The time a request takes would make clocks on the page jump; only a real difference moves them. */
const CLOCK_TOLERANCE_MS = 2000;

/** The feed after a snapshot and the events that led to it. */
export function feedAfterSnapshot(
  feed: UpgradeFeed,
  view: UpgradeView,
  tail: readonly UpgradeEvent[],
): UpgradeFeed {
  const events = tail.filter(event => event.seq <= view.state.seq);
  return {
    ...feed,
    view,
    state: view.state,
    events,
    hasEarlierEvents: (events[0]?.seq ?? view.state.seq + 1) > 1,
    heldBack: 0,
  };
}

/**
 * The feed after a batch of events.
 *
 * @throws IllegalTransitionError when they don't follow
 */
export function feedAfterEvents(
  feed: UpgradeFeed,
  state: UpgradeState,
  batch: readonly UpgradeEvent[],
): UpgradeFeed {
  const events = [...feed.events, ...batch];
  const dropped = Math.max(0, events.length - MAX_EVENTS_KEPT);
  return {
    ...feed,
    state: applyEvents(state, batch),
    events: events.slice(dropped),
    hasEarlierEvents: feed.hasEarlierEvents || dropped > 0,
    heldBack: 0,
  };
}

/** The difference of the clocks after one more measurement. */
export function clockOffsetAfter(beforeMs: number, measuredMs: number): number {
  return Math.abs(measuredMs - beforeMs) > CLOCK_TOLERANCE_MS
    ? measuredMs
    : beforeMs;
}

/** True when other actions may be possible after a change than before. */
export function hasTurned(before: UpgradeState, after: UpgradeState): boolean {
  return (
    before.status !== after.status ||
    before.control !== after.control ||
    before.activePlan !== after.activePlan
  );
}
