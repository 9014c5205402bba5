import { z } from 'zod';
import { UpgradeReport } from '../reportView';
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

const phase = z.strictObject({
  plan: planKind,
  phaseId: z.string(),
  title: z.string(),
  startedAtMs: epochMs,
  finishedAtMs: epochMs.optional(),
  durationMs,
  waitedMs: durationMs,
  steps: z.strictObject({
    total: count,
    done: count,
    failed: count,
    abandoned: count,
  }),
});

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
  limitMs: durationMs,
});

const seenThreshold = z.strictObject({
  threshold: effectiveThreshold,
  worstFailing: count,
  timesExceeded: count,
  isNearMiss: z.boolean(),
  knownBeforeStart: z.array(z.string()),
  disregarded: z
    .strictObject({ by: z.string(), reason: z.string(), untilMs: epochMs })
    .optional(),
});

const decision = z.strictObject({
  seq: count,
  atMs: epochMs,
  by: z.string(),
  text: message,
  reason: z.string().optional(),
});

const skipped = z.strictObject({
  seq: count,
  atMs: epochMs,
  plan: planKind,
  laneId: z.string(),
  name: z.string(),
  by: z.string(),
  reason: z.string(),
});

/** @internal */
export const upgradeReport: z.ZodType<UpgradeReport> = described(
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
    isFinal: z.boolean(),
    asOfMs: epochMs,
    seq: count,
    outcome: outcome.optional(),
    sentence: message,
    durations: z.strictObject({
      totalMs: durationMs,
      queuedMs: durationMs,
      workedMs: durationMs,
      waitedMs: durationMs,
      pausedMs: durationMs,
      decidingMs: durationMs,
    }),
    timeline: z.array(phase),
    planVersusActual: z.strictObject({
      planned: count,
      done: count,
      failed: count,
      abandoned: count,
      notStarted: count,
      retries: count,
      steps: z.array(step),
    }),
    overrides: z.array(
      z.strictObject({ ...overrideFields, title: z.string() }),
    ),
    thresholds: z.array(seenThreshold),
    decisions: z.array(decision),
    skipped: z.array(skipped),
    longestWaits: z.array(
      z.strictObject({
        plan: planKind,
        stepId: z.string(),
        title: z.string(),
        condition: message,
        why: message,
        durationMs,
      }),
    ),
    firstCause: z
      .strictObject({
        seq: count,
        atMs: epochMs,
        failure,
        stepTitle: z.string().optional(),
        followers: count,
      })
      .optional(),
    restore: z.strictObject({
      proof: restoreProof.optional(),
      givenBack: z.array(z.string()),
      notRestored: z.array(z.string()),
    }),
  }),
);
