import { Failure } from '../model/failure';
import { AcceptedFinding } from '../model/finding';
import { Message } from '../model/message';
import { PlanKind } from '../model/plan';
import { RestoreProof } from '../model/snapshot';
import { EffectiveThreshold } from '../model/threshold';
import { StepStatus, UpgradeOutcome } from '../model/upgrade';

/**
 * What became of an upgrade, made from its events alone.
 *
 * @public
 */
export interface UpgradeReport {
  schemaVersion: 1;
  upgradeId: string;
  clusterRef: string;
  platform: string;
  fromVersion: string;
  toVersion: string;
  planId: string;
  planHash: string;
  requestedBy: string;
  requestedAtMs: number;
  startedAtMs?: number;
  finishedAtMs?: number;
  /** False while the upgrade runs: every figure is as of `asOfMs`. */
  isFinal: boolean;
  asOfMs: number;
  /** Number of the last event it was made from. */
  seq: number;
  outcome?: UpgradeOutcome;
  /** The outcome in one sentence. */
  sentence: Message;
  durations: ReportDurations;
  /** Phases in the order in which they ran. */
  timeline: ReportPhase[];
  planVersusActual: PlanVersusActual;
  overrides: AcceptedFinding[];
  thresholds: ReportThreshold[];
  /** What people decided while it ran. */
  decisions: ReportDecision[];
  /** What the upgrade and the way back went round, in that order. */
  skipped: ReportSkipped[];
  /** The longest waits, longest first. */
  longestWaits: ReportWait[];
  firstCause?: ReportCause;
  restore: ReportRestore;
}

/**
 * Where the time went. The parts add up to the total.
 *
 * @public
 */
export interface ReportDurations {
  totalMs: number;
  /** In the queue, before a worker began. */
  queuedMs: number;
  /** Something was under way: a step acted, or the cluster was doing what it had been told. */
  workedMs: number;
  /** Every step under way was held up: by a budget, a gate, a soak, missing capacity, a silent API. */
  waitedMs: number;
  /** Paused by a person or by a threshold. */
  pausedMs: number;
  /** Something had failed, and a person's decision was awaited. */
  decidingMs: number;
}

/** @public */
export interface ReportPhase {
  plan: PlanKind;
  phaseId: string;
  title: string;
  startedAtMs: number;
  /** Absent while it runs. */
  finishedAtMs?: number;
  /** Between its first start and its last end, less what was paused. */
  durationMs: number;
  /** Of `durationMs`: every step of the phase under way was held up. */
  waitedMs: number;
  steps: { total: number; done: number; failed: number; abandoned: number };
}

/** @public */
export interface PlanVersusActual {
  planned: number;
  done: number;
  failed: number;
  abandoned: number;
  notStarted: number;
  /** Beyond the first attempt of each step. */
  retries: number;
  /** Steps that were begun, in the order of the plan. */
  steps: ReportStep[];
}

/** @public */
export interface ReportStep {
  plan: PlanKind;
  stepId: string;
  title: string;
  subject?: string;
  status: StepStatus;
  attempts: number;
  startedAtMs?: number;
  finishedAtMs?: number;
  durationMs: number;
  waitedMs: number;
  /** What the plan allowed. */
  limitMs: number;
}

/** @public */
export interface ReportThreshold {
  threshold: EffectiveThreshold;
  /** Most instances that failed at once; instances that failed before the start don't count. */
  worstFailing: number;
  /** Times the threshold was exceeded for long enough to act. */
  timesExceeded: number;
  /** Used up all that is allowed without exceeding it, or exceeded it too briefly to act. */
  isNearMiss: boolean;
  knownBeforeStart: string[];
  disregarded?: { by: string; reason: string; untilMs: number };
}

/** @public */
export interface ReportDecision {
  seq: number;
  atMs: number;
  by: string;
  text: Message;
  reason?: string;
}

/**
 * A target, such as a node, that was neither upgraded nor taken back, and was gone round.
 *
 * @public
 */
export interface ReportSkipped {
  seq: number;
  atMs: number;
  plan: PlanKind;
  laneId: string;
  /** What people call it: `w-1`. */
  name: string;
  /** Entity ref of whoever decided it, or `engine`: it failed, and no more failed than may. */
  by: string;
  reason: string;
}

/** @public */
export interface ReportWait {
  plan: PlanKind;
  stepId: string;
  title: string;
  condition: Message;
  why: Message;
  durationMs: number;
}

/** @public */
export interface ReportCause {
  /** The event that shows it. */
  seq: number;
  atMs: number;
  failure: Failure;
  /** The step it happened in, when it was one. */
  stepTitle?: string;
  /** Later failures and breaches, which may follow from it. */
  followers: number;
}

/** @public */
export interface ReportRestore {
  /** The comparison with the snapshot; absent when nothing was rolled back or it has not been made. */
  proof?: RestoreProof;
  /** Borrowed things that were given back: titles of finished undo steps. */
  givenBack: string[];
  /** What is not as it was before, one sentence each. */
  notRestored: string[];
}
