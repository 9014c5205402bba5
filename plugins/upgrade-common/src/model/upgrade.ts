import { ApplicationHealth } from './health';
import { Failure } from './failure';
import { Message } from './message';
import { ObjectRef } from './objectRef';
import { PlanKind } from './plan';
import { RestoreProof } from './snapshot';
import { TargetState } from './target';
import { WaitReason } from './wait';

/**
 * Where an upgrade is. Severity is a separate axis: see `ApplicationHealth`.
 *
 * @public
 */
export type UpgradeStatus =
  /** Accepted; no worker has begun. */
  | 'queued'
  /** Saving what a rollback needs. */
  | 'snapshotting'
  /** Running the plan. */
  | 'running'
  /** A pause was asked for; what was begun is held where it can be, and else finished first. */
  | 'pausing'
  | 'paused'
  /** A step failed, or workers died of it; a person decides: retry, roll back or cancel. */
  | 'needs-attention'
  /** Giving back what was borrowed; nothing is undone. */
  | 'cancelling'
  | 'rolling-back'
  /** Comparing the cluster with the snapshot. */
  | 'checking-restore'
  | 'finished';

/** @public */
export type UpgradeOutcome =
  | 'completed'
  | 'completed-with-overrides'
  | 'cancelled-unchanged'
  | 'stopped-mixed'
  | 'rolled-back'
  | 'rolled-back-with-leftovers'
  | 'rollback-failed';

/** @public */
export type StepStatus =
  | 'pending'
  | 'running'
  | 'waiting'
  | 'done'
  | 'failed'
  /** Will not run in this upgrade any more. */
  | 'abandoned';

/** @public */
export interface StepState {
  status: StepStatus;
  /** Times the step was begun: 1, plus one per retry. */
  attempt: number;
  /**
   * Of a step that is `pending`: its plan was given up and is run again from its start, so attempts made
   * before have begun nothing of it.
   */
  isReset?: true;
  startedAtMs?: number;
  finishedAtMs?: number;
  /**
   * Time since the start in which nobody carried it on, because no worker held the upgrade or it was
   * paused; not counted against the limit.
   */
  idleMs?: number;
  /** Of a step that is `pending`: why its turn has not come though its order would allow it. */
  wait?: WaitReason;
  failure?: Failure;
}

/**
 * Whether a step was begun since its plan was begun, or begun again from its start: what it takes out of
 * service may be out.
 *
 * @public
 */
export function hasBegun(step: StepState | undefined): boolean {
  return step !== undefined && step.attempt > 0 && !step.isReset;
}

/** @public */
export type ControlAction =
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'rollback'
  | 'retry'
  /** Go round one lane, such as a node that is dead: what it borrowed is given back where it can be. */
  | 'skip'
  /** Give up giving back what was borrowed, and end with leftovers. */
  | 'end';

/**
 * Something that was borrowed and was not given back, or that a step back knows it could not restore.
 *
 * @public
 */
export interface Leftover {
  /** Of the plan back, or of the cleanup; or the id of a lane that was skipped. */
  stepId: string;
  title: string;
  /** Why it was not; absent: it was never tried. */
  cause?: Message;
  object?: ObjectRef;
}

/**
 * What a person asked for and the worker has not carried out yet.
 *
 * @public
 */
export interface ControlRequest {
  action: ControlAction;
  by: string;
  atMs: number;
  reason?: string;
  /** Of `skip`: the lane. */
  laneId?: string;
}

/**
 * A lane that the upgrade goes round: nothing of it counts as upgraded, or as taken back.
 *
 * @public
 */
export interface SkippedLane {
  /** Entity ref of a person, or `engine`. */
  by: string;
  atMs: number;
  reason: string;
  /** The plan that was being run. */
  plan: PlanKind;
  /** It failed and the engine had gone round it, before the person in `by` gave up what was left of it. */
  hadFailed?: true;
}

/**
 * The state of an upgrade: what remains of its events when they are applied one after the other.
 *
 * @public
 */
export interface UpgradeState {
  id: string;
  clusterRef: string;
  /**
   * Name of the cluster in the `kubernetes:` configuration when the upgrade was requested: the upgrade stays
   * with it, also when the cluster's entity is changed or gone.
   */
  connectionName?: string;
  /** Entity ref of the cluster's owner when the upgrade was requested. */
  clusterOwnerRef?: string;
  platform: string;
  fromVersion: string;
  toVersion: string;
  planId: string;
  planHash: string;
  /** Ids of the findings that were accepted. */
  overriddenFindings?: string[];
  requestedBy: string;
  requestedAtMs: number;
  status: UpgradeStatus;
  /** The plan that is being run. */
  activePlan: PlanKind;
  /** By plan, then by step id; steps that were never begun are absent. */
  steps: Record<PlanKind, Record<string, StepState>>;
  /** Targets that somebody else works on, by id; those nobody has looked at yet are absent. */
  targets?: Record<string, TargetState>;
  health: Record<string, ApplicationHealth>;
  /** When the latest breach that was recorded began, by application. */
  exceeded?: Record<string, number>;
  /** Applications whose threshold doesn't act in this upgrade, with who said so. */
  silenced: Record<string, { by: string; reason: string; untilMs: number }>;
  control?: ControlRequest;
  /** Lanes that were skipped, by id. */
  skipped?: Record<string, SkippedLane>;
  /** Why it needs attention, or why it was rolled back. */
  failure?: Failure;
  /** Set from the moment a rollback is decided. */
  rollback?: { by: string; atMs: number; automatic: boolean; reason?: string };
  cancel?: { by: string; atMs: number; reason?: string };
  /** Who stopped it and why; set from the moment the pause begins. */
  paused?: { by: string; sinceMs: number; reason?: string };
  proof?: RestoreProof;
  outcome?: UpgradeOutcome;
  /** What is not as it was: named by steps back, or still out when somebody decided to end with it. */
  leftovers?: Leftover[];
  startedAtMs?: number;
  finishedAtMs?: number;
  /** The latest event's number. */
  seq: number;
}
