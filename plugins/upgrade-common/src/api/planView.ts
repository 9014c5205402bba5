import { ActionAvailability } from '../availability';
import { Finding, Override } from '../model/finding';
import { Message } from '../model/message';
import { UpgradePlan } from '../model/plan';

/**
 * A plan as it is stored.
 *
 * @public
 */
export interface PlanRecord {
  id: string;
  clusterRef: string;
  platform: string;
  /** `sha256:` and the hash of the plan's canonical JSON; what a start is bound to. */
  hash: string;
  plan: UpgradePlan;
  /** Entity ref of who asked for it. */
  createdBy: string;
  createdAtMs: number;
  /** When the inventory it was compiled from was read. */
  inventoryTakenAtMs: number;
  /**
   * The API server it was made for: uid of its namespace `kube-system`. Absent: the portal may not read
   * it.
   */
  apiServerId?: string;
  /** Results of the last verification; absent when none has run. */
  verification?: Verification;
  overrides: Override[];
  /** The upgrade that was started from this plan. */
  upgradeId?: string;
}

/** @public */
export interface Verification {
  /** In a fixed order: by group, then by check. */
  findings: Finding[];
  checkedAtMs: number;
  /** From then on a start needs a new verification. */
  validUntilMs: number;
}

/**
 * What can be done with a plan.
 *
 * @public
 */
export type PlanAction = 'check' | 'override' | 'start' | 'showValues';

/**
 * A stored plan with what follows from it for the caller.
 *
 * @public
 */
export interface PlanView extends PlanRecord {
  /** What stands in the way of a start; empty when nothing does. */
  blockers: StartBlocker[];
  /** Overrides that no longer cover their finding, with the reason. */
  voidOverrides: Array<{ findingId: string; reason: Message }>;
  actions: Record<PlanAction, ActionAvailability>;
  serverTimeMs: number;
}

/** @public */
export type StartBlockerKind =
  /** Verification never ran. */
  | 'not-verified'
  /** Verification is older than its period of validity. */
  | 'verification-expired'
  /** Can't be overridden. */
  | 'hard-block'
  /** Needs an override with a reason. */
  | 'soft-block'
  /** A check gave no answer; needs an override with a reason. */
  | 'not-checked'
  /** The cluster is no longer what the plan was made for. */
  | 'drift'
  /** Another upgrade of the cluster, or of its API server, runs. */
  | 'active-upgrade'
  /** Another entity names the same connection, and may not. */
  | 'connection-conflict'
  /** The plan was started already. */
  | 'already-started'
  /** The plan has no steps. */
  | 'nothing-to-do';

/** @public */
export interface StartBlocker {
  kind: StartBlockerKind;
  findingId?: string;
  reason: Message;
  remedy: string;
}
