import { ApplicationHealth } from './health';
import {
  ControlAction,
  Leftover,
  UpgradeOutcome,
  UpgradeStatus,
} from './upgrade';
import { Failure } from './failure';
import { AcceptedFinding } from './finding';
import { Message } from './message';
import { ObjectRef } from './objectRef';
import { PlanKind } from './plan';
import { RestoreProof } from './snapshot';
import { TargetProgress } from './target';
import { WaitReason } from './wait';

/**
 * What happened, by kind. Data of events that were once written never change their meaning: an upgrade
 * begun by an older release goes on in a newer one.
 *
 * @public
 */
export interface UpgradeEventData {
  created: {
    clusterRef: string;
    /** Name of the cluster in the `kubernetes:` configuration. Absent: an older release wrote it. */
    connectionName?: string;
    /** Entity ref of the cluster's owner at that time; absent when it had none. */
    clusterOwnerRef?: string;
    platform: string;
    fromVersion: string;
    toVersion: string;
    planId: string;
    planHash: string;
    overriddenFindings: string[];
    /** The same with who accepted each and why; absent in upgrades of releases that kept it with the draft. */
    acceptedFindings?: AcceptedFinding[];
  };
  /**
   * A worker took the upgrade over: at the start, or after another one was lost. `idleMs`: how long
   * nobody held it; not counted against the limits of the steps under way.
   */
  claimed: { worker: string; epoch: number; idleMs?: number };
  'snapshot-begun': {};
  'snapshot-taken': { objects: number };
  started: {};
  'step-started': { plan: PlanKind; stepId: string; attempt: number };
  /** Written before the effect, so that a crash between the two can be told. */
  'step-intent': {
    plan: PlanKind;
    stepId: string;
    effect: Message;
    object?: ObjectRef;
  };
  'step-waiting': { plan: PlanKind; stepId: string; wait: WaitReason };
  /** Targets that somebody else works on are elsewhere than before; the others are not named. */
  'step-progress': {
    plan: PlanKind;
    stepId: string;
    targets: Record<string, TargetProgress>;
  };
  /** `leftover`: what the step knows that it could not take back. */
  'step-done': {
    plan: PlanKind;
    stepId: string;
    result: Message;
    leftover?: Leftover;
  };
  'step-failed': { plan: PlanKind; stepId: string; failure: Failure };
  /** The step will not run any more: the upgrade was cancelled or is rolled back. */
  'step-abandoned': { plan: PlanKind; stepId: string };
  /** `isReset`: its plan was given up, and is run again from its start. */
  'step-retried': { plan: PlanKind; stepId: string; isReset?: true };
  'health-changed': { health: ApplicationHealth };
  /** Written once per breach, whether or not anything follows from it. */
  'threshold-exceeded': { health: ApplicationHealth };
  silenced: { applicationId: string; reason: string; untilMs: number };
  /** `laneId`: of `skip`. */
  'control-requested': {
    action: ControlAction;
    reason?: string;
    laneId?: string;
  };
  /** The upgrade goes round a lane; `by`: who wanted it so. */
  'lane-skipped': {
    plan: PlanKind;
    laneId: string;
    reason: string;
    by: string;
  };
  /** The worker looked at the request and it can't be carried out any more. */
  'control-refused': { action: ControlAction; reason: Message };
  /** `waitsFor`: what can't be held, and why. */
  'pause-begun': { reason?: string; waitsFor?: Message[] };
  paused: { reason?: string };
  resumed: {};
  'needs-attention': { failure: Failure };
  retried: { steps: string[] };
  'cancel-begun': { steps: number };
  'rollback-begun': { automatic: boolean; cause?: Failure; steps: number };
  'restore-check-begun': {};
  'restore-checked': { proof: RestoreProof };
  /** `leftovers`: what was not given back, when somebody decided to end with it. */
  finished: { outcome: UpgradeOutcome; leftovers?: Leftover[] };
  note: { text: string };
}

/** @public */
export type UpgradeEventType = keyof UpgradeEventData;

/**
 * One entry of an upgrade's log. `seq` starts at 1 and has no gaps.
 *
 * @public
 */
export type UpgradeEvent<T extends UpgradeEventType = UpgradeEventType> =
  T extends UpgradeEventType
    ? {
        upgradeId: string;
        seq: number;
        atMs: number;
        /** Entity ref of a person, or `engine`. */
        actor: string;
        type: T;
        data: UpgradeEventData[T];
      }
    : never;

/**
 * An event that has no number yet.
 *
 * @public
 */
export type NewEvent<T extends UpgradeEventType = UpgradeEventType> =
  T extends UpgradeEventType
    ? { actor: string; type: T; data: UpgradeEventData[T] }
    : never;

/** Who is named when no person acted.
 *
 * @public
 */
export const ENGINE_ACTOR = 'engine';

/** Statuses from which no further event can come but `note`.
 *
 * @public
 */
export function isFinal(status: UpgradeStatus): boolean {
  return status === 'finished';
}

/** Steps are run by these. */
const AT_WORK = ['running', 'pausing', 'cancelling', 'rolling-back'] as const;

/**
 * Statuses in which an event of each type may occur: those that are listed, every one but the last
 * (`unfinished`), or every one (`always`). It names every type, so that a new one does not compile before it
 * has its place.
 */
const ALLOWED_IN: Readonly<
  Record<
    // The first event comes before there is a status.
    Exclude<UpgradeEventType, 'created'>,
    readonly UpgradeStatus[] | 'unfinished' | 'always'
  >
> = {
  claimed: 'unfinished',
  'snapshot-begun': ['queued'],
  'snapshot-taken': ['snapshotting'],
  started: ['snapshotting'],
  'step-started': AT_WORK,
  'step-intent': AT_WORK,
  'step-progress': AT_WORK,
  'step-waiting': AT_WORK,
  'step-done': AT_WORK,
  'step-failed': AT_WORK,
  'step-abandoned': 'unfinished',
  'step-retried': 'unfinished',
  'health-changed': 'unfinished',
  'threshold-exceeded': 'unfinished',
  silenced: 'unfinished',
  'control-requested': 'unfinished',
  'control-refused': 'unfinished',
  'lane-skipped': 'unfinished',
  'pause-begun': ['running', 'cancelling', 'rolling-back'],
  paused: ['pausing', 'queued'],
  resumed: ['paused', 'pausing'],
  'needs-attention': [
    'queued',
    'running',
    'pausing',
    'snapshotting',
    'cancelling',
    'rolling-back',
    'checking-restore',
  ],
  retried: ['needs-attention'],
  'cancel-begun': [
    'queued',
    'snapshotting',
    'running',
    'pausing',
    'paused',
    'needs-attention',
  ],
  'rollback-begun': ['running', 'pausing', 'paused', 'needs-attention'],
  'restore-check-begun': ['rolling-back', 'pausing'],
  'restore-checked': ['checking-restore'],
  finished: 'unfinished',
  note: 'always',
};

/**
 * Whether an event that this release knows may occur to an upgrade that has a status.
 *
 * @internal
 */
export function mayOccurIn(
  status: UpgradeStatus,
  type: UpgradeEventType,
): boolean {
  if (type === 'created') {
    return false;
  }
  const allowed = ALLOWED_IN[type];
  if (typeof allowed === 'string') {
    return allowed === 'always' || !isFinal(status);
  }
  return allowed.includes(status);
}

/**
 * The plan that an event begins anew: it goes round nothing yet, so that what an earlier run of it had skipped
 * counts no more. Other events begin none.
 *
 * @public
 */
export const PLAN_BEGUN_ANEW = {
  'cancel-begun': 'cleanup',
  'rollback-begun': 'rollback',
} as const satisfies Record<string, PlanKind>;
