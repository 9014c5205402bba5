import { JsonValue } from '@backstage/types';
import {
  PlanKind,
  Snapshot,
  UpgradeEvent,
  UpgradeEventType,
  UpgradePlan,
  UpgradeState,
  UpgradeStatus,
} from '@cluster-upgrade/plugin-upgrade-common';
import { HealthReference } from '../health/HealthReference';
import { Fence } from './Fence';

/**
 * Where upgrades live, in the words of the engine. Methods that take a `Fence` reject with a
 * `StaleFenceError` once another worker has claimed the upgrade, and have then written nothing.
 */
export interface UpgradeStore {
  /**
   * Accepts an upgrade and locks its API server until it is finished. The same caller with the same key
   * gets the upgrade that is there already.
   *
   * @throws ActiveUpgradeError when the cluster, or another entity of the same API server, has an
   * unfinished upgrade
   * @throws IdempotencyKeyReusedError when the key belongs to another plan
   */
  createUpgrade(upgrade: NewUpgrade): Promise<CreatedUpgrade>;

  /** The next upgrade that nobody holds, those that were begun first; undefined when there is none. */
  claimUpgrade(claim: ClaimRequest): Promise<Claim | undefined>;
  /** Extends the lease from now; answers with the latest event's number. */
  renewLease(fence: Fence, renewal: Renewal): Promise<{ seq: number }>;
  /** Gives the upgrade back. */
  releaseLease(fence: Fence, until: Release): Promise<void>;

  /**
   * Appends events and everything that follows from them, or nothing.
   *
   * @throws ConcurrentEventError when another event came first
   */
  commitTransition(fence: Fence, transition: Transition): Promise<void>;

  /**
   * Appends what a person asked for, from any process and without a lease. A request makes the upgrade
   * available again if it waited for one; a note doesn't.
   *
   * @throws ConcurrentEventError when another event came first
   */
  appendRequest(transition: RequestTransition): Promise<void>;

  /** @throws NotFoundError from `@backstage/errors` */
  readState(upgradeId: string): Promise<UpgradeState>;
  /** Memos of the steps of a plan, by step id. */
  readMemos(
    upgradeId: string,
    plan: PlanKind,
  ): Promise<Record<string, JsonValue>>;
  readPlan(upgradeId: string, kind: PlanKind): Promise<UpgradePlan | undefined>;
  readSnapshot(upgradeId: string): Promise<SavedSnapshot | undefined>;
  /** Events with a number above `afterSeq`, in order. */
  readEventsAfter(
    upgradeId: string,
    afterSeq: number,
    limit: number,
  ): Promise<UpgradeEvent[]>;
  /** Notes in an upgrade: of all, and of one person. */
  countNotes(upgradeId: string, actor: string): Promise<NoteCounts>;
  /** The latest event of the given types with a number above `afterSeq`, however many came since. */
  readLastEvent(
    upgradeId: string,
    afterSeq: number,
    types: readonly UpgradeEventType[],
  ): Promise<UpgradeEvent | undefined>;
  listUpgrades(filter: UpgradeFilter): Promise<UpgradePage>;
  /** The unfinished upgrade that holds the lock of an API server. */
  readLockHolder(apiServerId: string): Promise<LockHolder | undefined>;
  /**
   * Locks an API server for an upgrade that began before there were locks.
   *
   * @returns another upgrade that holds it; undefined: it is this one's now
   */
  lockApiServer(
    fence: Fence,
    apiServerId: string,
  ): Promise<LockHolder | undefined>;
  /** Deletes what finished before a time, with all that belongs to it; answers with how many. */
  deleteFinished(beforeMs: number): Promise<number>;
  /** How long the longest-waiting upgrade that nobody holds has been available, in ms; 0 when none. */
  readBacklogAgeMs(): Promise<number>;
}

export interface NewUpgrade {
  /** Event 1. */
  created: UpgradeEvent<'created'>;
  plan: UpgradePlan;
  /** Uid of the namespace `kube-system` of the cluster. */
  apiServerId: string;
  idempotencyKey?: string;
  engineVersion: number;
}

export interface NoteCounts {
  all: number;
  ofActor: number;
}

export interface LockHolder {
  upgradeId: string;
  /** The entity that the upgrade was started for. */
  clusterRef: string;
}

export interface CreatedUpgrade {
  upgradeId: string;
  /** False: it was there already. */
  isNew: boolean;
}

export interface ClaimRequest {
  /** Unique among running workers. */
  owner: string;
  leaseMs: number;
  /** Upgrades that need a newer engine are left alone. */
  engineVersion: number;
  /** Leaves alone what waits in the queue: there is no room for more. */
  onlyBegun?: boolean;
}

export interface Renewal {
  leaseMs: number;
  /**
   * The worker has carried the upgrade on for long without trouble, so that its claim wasn't in vain even
   * if no step ended: a wait may be long.
   */
  isWell: boolean;
}

export interface Claim {
  fence: Fence;
  /**
   * How many claims before this one were in vain since a step last ended: their worker ended and never
   * gave the upgrade back, or gave up. Those that were given back in order don't count.
   */
  attemptsWithoutProgress: number;
  /** How long nobody held it. */
  idleMs: number;
  /** The API server that it has locked; absent: it began before there were locks. */
  apiServerId?: string;
}

/**
 * When an upgrade that is given back may be claimed: after a while, or not before somebody asks for
 * something. Who asked after the event that is named asked already.
 */
export type Release =
  /** `isFailed`: it could not be carried on, so that the claim was in vain. */
  { afterMs: number; isFailed?: boolean } | { askedAfterSeq: number };

/**
 * Events with what follows from them. Made by `makeTransition`.
 */
export interface Transition {
  upgradeId: string;
  /** The latest event's number before. */
  expectedSeq: number;
  events: UpgradeEvent[];
  /** The state after the events. */
  state: UpgradeState;
  /** Steps that the events made different. */
  changedSteps: StepKey[];
  memos?: StepMemo[];
  /** A plan that is run from now on. */
  plan?: UpgradePlan;
  snapshot?: SavedSnapshot;
}

/**
 * Events of people, which change no step.
 */
export type RequestTransition = Pick<
  Transition,
  'upgradeId' | 'expectedSeq' | 'events' | 'state'
>;

export interface StepKey {
  plan: PlanKind;
  stepId: string;
}

export interface StepMemo extends StepKey {
  memo: JsonValue | undefined;
}

export interface SavedSnapshot {
  snapshot: Snapshot;
  healthReference: HealthReference;
}

export interface UpgradeFilter {
  clusterRef?: string;
  statuses?: UpgradeStatus[];
  isActive?: boolean;
  /** At most `MAX_PAGE`. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** Everything but the steps.
 */
export type UpgradeSummary = Omit<UpgradeState, 'steps'>;

export interface UpgradePage {
  /** Latest request first. */
  upgrades: UpgradeSummary[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** Upgrades or events read at once.
 */
export const MAX_PAGE = 500;
