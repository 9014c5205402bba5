import { z } from 'zod';
import { count, described, durationMs, epochMs } from './described';
import {
  effectiveThreshold,
  failure,
  message,
  overrideFields,
  restoreProof,
} from './modelSchemas';
import { outcome, stepStatus } from './upgradeSchemas';

const planKind = z.enum(['upgrade', 'rollback', 'cleanup']);

const durations = z.strictObject({
  totalMs: durationMs,
  /** In the queue, before a worker began. */
  queuedMs: durationMs,
  /** Something was under way: a step acted, or the cluster was doing what it had been told. */
  workedMs: durationMs,
  /** Every step under way was held up: by a budget, a gate, a soak, missing capacity, a silent API. */
  waitedMs: durationMs,
  /** Paused by a person or by a threshold. */
  pausedMs: durationMs,
  /** Something had failed, and a person's decision was awaited. */
  decidingMs: durationMs,
});

/**
 * Where the time went. The parts add up to the total.
 *
 * @public
 */
export interface ReportDurations extends z.output<typeof durations> {}

const phase = z.strictObject({
  plan: planKind,
  phaseId: z.string(),
  title: z.string(),
  startedAtMs: epochMs,
  /** Absent while it runs. */
  finishedAtMs: epochMs.optional(),
  /** Between its first start and its last end, less what was paused. */
  durationMs,
  /** Of `durationMs`: every step of the phase under way was held up. */
  waitedMs: durationMs,
  steps: z.strictObject({
    total: count,
    done: count,
    failed: count,
    abandoned: count,
  }),
});

/** @public */
export interface ReportPhase extends z.output<typeof phase> {}

const step = z.strictObject({
  plan: planKind,
  stepId: z.string(),
  title: z.string(),
  subject: z.string().optional(),
  status: stepStatus,
  attempts: count,
  startedAtMs: epochMs.optional(),
  finishedAtMs: epochMs.optional(),
  durationMs,
  waitedMs: durationMs,
  /** What the plan allowed. */
  limitMs: durationMs,
});

/** @public */
export interface ReportStep extends z.output<typeof step> {}

const planVersusActual = z.strictObject({
  planned: count,
  done: count,
  failed: count,
  abandoned: count,
  notStarted: count,
  /** Beyond the first attempt of each step. */
  retries: count,
  /** Steps that were begun, in the order of the plan. */
  steps: z.array(step),
});

/** @public */
export interface PlanVersusActual extends z.output<typeof planVersusActual> {}

const seenThreshold = z.strictObject({
  threshold: effectiveThreshold,
  /** Most instances that failed at once; instances that failed before the start don't count. */
  worstFailing: count,
  /** Times the threshold was exceeded for long enough to act. */
  timesExceeded: count,
  /** Used up all that is allowed without exceeding it, or exceeded it too briefly to act. */
  isNearMiss: z.boolean(),
  knownBeforeStart: z.array(z.string()),
  silenced: z
    .strictObject({ by: z.string(), reason: z.string(), untilMs: epochMs })
    .optional(),
});

/** @public */
export interface ReportThreshold extends z.output<typeof seenThreshold> {}

const decision = z.strictObject({
  seq: count,
  atMs: epochMs,
  by: z.string(),
  text: message,
  reason: z.string().optional(),
});

/** @public */
export interface ReportDecision extends z.output<typeof decision> {}

const skipped = z.strictObject({
  seq: count,
  atMs: epochMs,
  plan: planKind,
  laneId: z.string(),
  /** What people call it: `w-1`. */
  name: z.string(),
  /** Entity ref of whoever decided it, or `engine`: it failed, and no more failed than may. */
  by: z.string(),
  reason: z.string(),
});

/**
 * A target, such as a node, that was neither upgraded nor taken back, and was gone round.
 *
 * @public
 */
export interface ReportSkipped extends z.output<typeof skipped> {}

const wait = z.strictObject({
  plan: planKind,
  stepId: z.string(),
  title: z.string(),
  condition: message,
  why: message,
  durationMs,
});

/** @public */
export interface ReportWait extends z.output<typeof wait> {}

const cause = z.strictObject({
  /** The event that shows it. */
  seq: count,
  atMs: epochMs,
  failure,
  /** The step it happened in, when it was one. */
  stepTitle: z.string().optional(),
  /** Later failures and breaches, which may follow from it. */
  followers: count,
});

/** @public */
export interface ReportCause extends z.output<typeof cause> {}

const restore = z.strictObject({
  /** The comparison with the snapshot; absent when nothing was rolled back or it has not been made. */
  proof: restoreProof.optional(),
  /** Borrowed things that were given back: titles of finished undo steps. */
  givenBack: z.array(z.string()),
  /** What is not as it was before, one sentence each. */
  notRestored: z.array(z.string()),
});

/** @public */
export interface ReportRestore extends z.output<typeof restore> {}

/** @public */
export const upgradeReport = described(
  'UpgradeReport',
  'What became of an upgrade, made from its events',
  z.strictObject({
    schemaVersion: z.literal(1),
    upgradeId: z.string(),
    clusterRef: z.string(),
    platform: z.string(),
    fromVersion: z.string(),
    toVersion: z.string(),
    planId: z.string(),
    planHash: z.string(),
    requestedBy: z.string(),
    requestedAtMs: epochMs,
    startedAtMs: epochMs.optional(),
    finishedAtMs: epochMs.optional(),
    /** False while the upgrade runs: every figure is as of `asOfMs`. */
    isFinal: z.boolean(),
    asOfMs: epochMs,
    /** Number of the last event it was made from. */
    seq: count,
    outcome: outcome.optional(),
    /** The outcome in one sentence. */
    sentence: message,
    durations,
    /** Phases in the order in which they ran. */
    timeline: z.array(phase),
    planVersusActual,
    overrides: z.array(
      z.strictObject({ ...overrideFields, title: z.string() }),
    ),
    thresholds: z.array(seenThreshold),
    /** What people decided while it ran. */
    decisions: z.array(decision),
    /** What the upgrade and the way back went round, in that order. */
    skipped: z.array(skipped),
    /** The longest waits, longest first. */
    longestWaits: z.array(wait),
    firstCause: cause.optional(),
    restore,
  }),
);

/**
 * What became of an upgrade, made from its events alone.
 *
 * @public
 */
export interface UpgradeReport extends z.output<typeof upgradeReport> {}
