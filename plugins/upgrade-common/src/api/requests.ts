import { z } from 'zod';
import { FAILED_SHARE, MAX_FAILED_COUNT } from '../strategy/failedLimit';
import {
  MAX_DISREGARD_MS,
  MAX_EVENTS_WAIT_SECONDS,
  MAX_REASON_LENGTH,
  MIN_REASON_LENGTH,
} from './limits';

const MAX_ID_LENGTH = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Largest number of an event that databases hold. */
const MAX_SEQ = 2_147_483_647;

/** PostgreSQL takes no NUL, and none of the others is in a name of ours. */
// eslint-disable-next-line no-control-regex -- they are what it refuses
const NO_CONTROLS = /^[^\u0000-\u001f\u007f]+$/;
const NO_CONTROLS_TEXT = 'must have no control characters';

const id = z
  .string()
  .min(1)
  .max(MAX_ID_LENGTH)
  .regex(NO_CONTROLS, NO_CONTROLS_TEXT);
/** Number of an event. */
const seq = z.int().min(1).max(MAX_SEQ);
/** A version as platforms write them: it is shown and logged as it is given. */
const version = z.string().min(1).max(100).regex(NO_CONTROLS, NO_CONTROLS_TEXT);
/** What the catalog takes as kind, namespace or name of an entity. */
const namePart = z
  .string()
  .min(1)
  .max(63)
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    'must have letters, digits, -, _ and . only, and begin and end with a letter or a digit',
  );
const optionalReason = z
  .string()
  .trim()
  .min(1)
  .max(MAX_REASON_LENGTH)
  .optional();
const compulsoryReason = z
  .string()
  .trim()
  .min(
    MIN_REASON_LENGTH,
    `must have at least ${MIN_REASON_LENGTH} characters, so that others understand the decision later`,
  )
  .max(MAX_REASON_LENGTH);

/** Path of a catalog entity.
 *
 * @public
 */
export const entityPath = z.strictObject({
  kind: namePart,
  namespace: namePart,
  name: namePart,
});

/** @public */
export const planPath = z.strictObject({ planId: id });

/** @public */
export const overridePath = z.strictObject({
  planId: id,
  findingId: z.string().min(1).max(500).regex(NO_CONTROLS, NO_CONTROLS_TEXT),
});

/** @public */
export const upgradePath = z.strictObject({ upgradeId: id });

/** @public */
export const upgradePlanPath = z.strictObject({
  upgradeId: id,
  kind: z.enum(['upgrade', 'rollback', 'cleanup']),
});

const thresholdFields = {
  maxFailures: z.int().min(0).max(100_000),
  unit: z.enum(['count', 'percent']),
  mustLastMs: z.int().min(0).max(DAY_MS),
  action: z.enum(['rollback', 'pause', 'warn']),
};

function isAtMostAll(value: { unit: string; maxFailures: number }): boolean {
  return value.unit !== 'percent' || value.maxFailures <= 100;
}

const atMostAll = {
  path: ['maxFailures'],
  message: 'must be at most 100 when the unit is percent',
};

/** The same in words of JSON Schema, which a refinement leaves out. */
const percentInJsonSchema = {
  if: { properties: { unit: { const: 'percent' } }, required: ['unit'] },
  then: { properties: { maxFailures: { maximum: 100 } } },
};

/** @public */
export const thresholdBody = z
  .strictObject(thresholdFields)
  .refine(isAtMostAll, atMostAll)
  .meta(percentInJsonSchema);

const applicationThreshold = z
  .strictObject({ applicationId: id, ...thresholdFields })
  .refine(isAtMostAll, atMostAll)
  .meta(percentInJsonSchema);

const failedLimit = z.union([
  z.int().min(0).max(MAX_FAILED_COUNT),
  z.string().regex(FAILED_SHARE, 'must be a share from 0% to 100%'),
]);

/** @public */
export const strategyBody = z.strictObject({
  kind: z.enum(['capacity-first', 'scale-down', 'hybrid']).optional(),
  spareNodes: z.int().min(0).max(1000).optional(),
  scaleDownPercent: z.int().min(0).max(100).optional(),
  maxUnavailableNodes: z.int().min(1).max(1000).optional(),
  /** Failed nodes that are gone round before a person is asked: a count, or a share such as `10%`. */
  maxFailedNodes: failedLimit.optional(),
  drainTimeoutMs: z.int().min(1000).max(DAY_MS).optional(),
  nodeSoakMs: z.int().min(0).max(DAY_MS).optional(),
  finalSoakMs: z.int().min(0).max(DAY_MS).optional(),
});

/** @public */
export const createPlanBody = z.strictObject({
  toVersion: version,
  /** What is left out comes from the platform's default. */
  strategy: strategyBody.optional(),
  /** For this upgrade only; wins over every other source. */
  thresholds: z.array(applicationThreshold).max(1000).optional(),
});

/** @public */
export const planValuesQuery = z.strictObject({
  /** Also what people configured; needs `upgrade.start`. What looks like a credential is never shown. */
  values: z.enum(['withheld', 'shown']).default('withheld'),
});

/** @public */
export const runChecksBody = z.strictObject({
  /** All checks when absent. */
  checkIds: z.array(id).min(1).max(200).optional(),
});

/** @public */
export const overrideBody = z.strictObject({
  reason: compulsoryReason,
  /** Epoch milliseconds; absent: holds for this plan only. */
  expiresAtMs: z.int().min(0).optional(),
});

/** @public */
export const startUpgradeBody = z.strictObject({
  planId: id,
  /** The hash of the plan that the person has seen. */
  planHash: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'must be the `hash` of the plan'),
  /** The same key gives the same upgrade; the header `Idempotency-Key` says the same. */
  idempotencyKey: id.optional(),
});

/** @public */
export const upgradeStatus = z.enum([
  'queued',
  'snapshotting',
  'running',
  'pausing',
  'paused',
  'needs-attention',
  'cancelling',
  'rolling-back',
  'checking-restore',
  'finished',
]);

/** @public */
export const listUpgradesQuery = z.strictObject({
  clusterRef: z
    .string()
    .max(200)
    .regex(
      /^[A-Za-z0-9._-]+:[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/,
      'must be a whole entity ref, for example resource:default/prod-eu',
    )
    .optional(),
  /** One status, or several separated by commas. */
  status: z
    .string()
    .transform(value => value.split(','))
    .pipe(z.array(upgradeStatus).min(1))
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .max(500)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be the `nextCursor` of a list')
    .optional(),
});

/** @public */
export const listEventsQuery = z.strictObject({
  /** Events with a greater number are given. */
  after: z.coerce.number().int().min(0).max(MAX_SEQ).default(0),
  /** Seconds to wait for the next event when there is none. */
  wait: z.coerce.number().min(0).max(MAX_EVENTS_WAIT_SECONDS).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** @public */
export const reportQuery = z.strictObject({
  /** Wins over the `Accept` header. */
  format: z.enum(['json', 'md']).optional(),
});

/** @public */
export const controlBody = z.strictObject({
  reason: optionalReason,
  /**
   * The last event the person had seen. The request is refused when somebody, or the engine, changed
   * the course of the upgrade since.
   */
  expectedSeq: seq.optional(),
});

/** @public */
export const endBody = controlBody.extend({ reason: compulsoryReason });

/** @public */
export const skipBody = z.strictObject({
  /** The lane, for example `node/w-1`; or else a step of it, by `stepId`. */
  laneId: id.optional(),
  stepId: id.optional(),
  reason: compulsoryReason,
  expectedSeq: seq.optional(),
});

/** @public */
export const silenceBody = z.strictObject({
  applicationId: id,
  reason: compulsoryReason,
  /** How long the threshold doesn't act; 0: it acts again. */
  forMs: z.int().min(0).max(MAX_DISREGARD_MS),
  expectedSeq: seq.optional(),
});

/** @public */
export const noteBody = z.strictObject({
  text: z.string().trim().min(1).max(MAX_REASON_LENGTH),
});

/** @public */
export const noInput = z.strictObject({});

/** @public */
export type CreatePlanRequest = z.input<typeof createPlanBody>;
