import { ActionAvailability, UpgradeAction } from '../availability';
import { UpgradeEvent } from '../model/event';
import { Failure } from '../model/failure';
import { UpgradeOutcome, UpgradeState, UpgradeStatus } from '../model/upgrade';

/**
 * One upgrade in a list.
 *
 * @public
 */
export interface UpgradeSummary {
  id: string;
  clusterRef: string;
  platform: string;
  fromVersion: string;
  toVersion: string;
  status: UpgradeStatus;
  outcome?: UpgradeOutcome;
  requestedBy: string;
  requestedAtMs: number;
  startedAtMs?: number;
  finishedAtMs?: number;
  /** Steps of the plan that is being run; absent once it is finished. */
  progress?: { done: number; total: number };
  /** Set when it was rolled back without a person's decision. */
  isRolledBackAutomatically: boolean;
  /** Why it needs attention, or why it was rolled back. */
  failure?: Failure;
  seq: number;
}

/** @public */
export interface UpgradeList {
  /** Newest first. */
  upgrades: UpgradeSummary[];
  /** Absent on the last page. */
  nextCursor?: string;
  serverTimeMs: number;
}

/**
 * The state of one upgrade and what the caller may do with it.
 *
 * @public
 */
export interface UpgradeView {
  state: UpgradeState;
  actions: Record<UpgradeAction, ActionAvailability>;
  serverTimeMs: number;
}

/** @public */
export interface EventsPage {
  /** In order, without gaps. */
  events: UpgradeEvent[];
  /** What to pass as `after` next time. */
  nextAfter: number;
  /** True when the upgrade is finished and no event is left to read. */
  isComplete: boolean;
  serverTimeMs: number;
}

/**
 * The answer to something a person asked of an upgrade.
 *
 * @public
 */
export interface ControlAccepted {
  upgradeId: string;
  /** Number of the event that records the request. */
  seq: number;
}
