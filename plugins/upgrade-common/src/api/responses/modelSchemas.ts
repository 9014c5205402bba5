import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { FAILED_SHARE } from '../../strategy/failedLimit';
import { ActionAvailability } from '../../availability';
import { Failure } from '../../model/failure';
import { Finding, Override } from '../../model/finding';
import { ApplicationHealth } from '../../model/health';
import { Message } from '../../model/message';
import { ObjectRef } from '../../model/objectRef';
import { RestoreProof } from '../../model/snapshot';
import { Strategy } from '../../strategy/strategy';
import { EffectiveThreshold, Threshold } from '../../model/threshold';
import { WaitReason } from '../../model/wait';
import { describedAs, epochMs, count, durationMs } from './described';

/** Anything in JSON; what it means depends on the step kind.
 *
 * @internal
 */
export const jsonObject = z.record(
  z.string(),
  z.unknown(),
) as unknown as z.ZodType<JsonObject>;

/** @internal */
export const message = describedAs<Message>()(
  'Message',
  'Said to a person: a stable code with parameters, and the English sentence',
  z.strictObject({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    text: z.string(),
  }),
);

/** @internal */
export const objectRef = describedAs<ObjectRef>()(
  'ObjectRef',
  'One Kubernetes object',
  z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
  }),
);

/** @internal */
export const failure = describedAs<Failure>()(
  'Failure',
  'Why something can not go on',
  z.strictObject({
    kind: z.enum(['measured', 'error']),
    cause: message,
    object: objectRef.optional(),
    remedy: z.string(),
  }),
);

/** @internal */
export const availability = describedAs<ActionAvailability>()(
  'ActionAvailability',
  'Whether the caller may do something now, and why not',
  z.union([
    z.strictObject({ available: z.literal(true) }),
    z.strictObject({ available: z.literal(false), reason: message }),
  ]),
);

/** @internal */
export const waitReason = describedAs<WaitReason>()(
  'WaitReason',
  'What a step waits for, since when, until when, and who can help',
  z.strictObject({
    kind: z.enum([
      'budget',
      'pod-termination',
      'rollout',
      'node',
      'applications',
      'capacity',
      'condition',
      'soak',
      'operator-gate',
      'lane',
      'api',
      'person',
    ]),
    object: objectRef.optional(),
    condition: message,
    why: message,
    sinceMs: epochMs,
    untilMs: epochMs,
    unblocks: z.strictObject({
      kind: z.enum([
        'nobody-needed',
        'application-owner',
        'operator',
        'platform-team',
      ]),
      ref: z.string().optional(),
    }),
    atLimit: z.enum(['fail-step', 'hold', 'continue']),
    isSuspended: z.literal(true).optional(),
  }),
);

/** @internal */
export const strategy = describedAs<Strategy>()(
  'Strategy',
  'How applications keep running while nodes are upgraded',
  z.strictObject({
    kind: z.enum(['capacity-first', 'scale-down', 'hybrid']),
    spareNodes: count,
    scaleDownPercent: count,
    maxUnavailableNodes: count,
    maxFailedNodes: z
      .union([count, z.string().regex(FAILED_SHARE)])
      .optional()
      .describe('A count, or a share such as `10%`, rounded down; absent: 0'),
    drainTimeoutMs: durationMs,
    nodeSoakMs: durationMs,
    finalSoakMs: durationMs,
  }),
);

const thresholdFields = {
  maxFailures: count,
  unit: z.enum(['count', 'percent']),
  mustLastMs: durationMs,
  action: z.enum(['rollback', 'pause', 'warn']),
};

/** @internal */
export const threshold = describedAs<Threshold>()(
  'Threshold',
  'When failures of one application are too many',
  z.strictObject(thresholdFields),
);

/** @internal */
export const effectiveThreshold = describedAs<EffectiveThreshold>()(
  'EffectiveThreshold',
  'The threshold that holds for one application, and where it comes from',
  z.strictObject({
    ...thresholdFields,
    applicationId: z.string(),
    source: z.enum([
      'upgrade',
      'stored',
      'component-annotation',
      'workload-annotation',
      'platform-default',
    ]),
    sourceName: z.string(),
    allowedInstances: count,
  }),
);

/** @internal */
export const finding = describedAs<Finding>()(
  'Finding',
  'The answer of one check for one object or for the whole cluster',
  z.strictObject({
    id: z.string(),
    checkId: z.string(),
    group: z.enum([
      'resources',
      'health',
      'connectivity',
      'compatibility',
      'backup',
      'policy',
    ]),
    title: z.string(),
    status: z.enum([
      'pass',
      'warning',
      'soft-block',
      'hard-block',
      'not-checked',
    ]),
    observed: z.string(),
    needed: z.string(),
    objects: z.array(objectRef),
    ownerRefs: z.array(z.string()),
    remedy: z.string().optional(),
    checkedAtMs: epochMs,
  }),
);

/** Shared with the report, which adds a title.
 *
 * @internal
 */
export const overrideFields = {
  findingId: z.string(),
  reason: z.string(),
  by: z.string(),
  atMs: epochMs,
  observed: z.string(),
  expiresAtMs: epochMs.optional(),
};

/** @internal */
export const override = describedAs<Override>()(
  'Override',
  'A finding that someone accepted, bound to what was seen',
  z.strictObject(overrideFields),
);

/** @internal */
export const applicationHealth = describedAs<ApplicationHealth>()(
  'ApplicationHealth',
  'Health of one application as judged against its threshold',
  z.strictObject({
    applicationId: z.string(),
    verdict: z.enum([
      'good',
      'watch',
      'breach',
      'no-data',
      'known-before-start',
    ]),
    desired: count,
    ready: count,
    failing: z.array(
      z.strictObject({
        pod: z.string(),
        node: z.string().optional(),
        reason: z.enum([
          'crash-loop',
          'image-pull',
          'not-ready',
          'restarted',
          'failed',
          'missing',
          'unschedulable',
        ]),
        detail: z.string(),
        sinceMs: epochMs,
      }),
    ),
    knownBeforeStart: z.array(z.string()),
    allowedInstances: count,
    missingSinceMs: epochMs.optional(),
    exceededSinceMs: epochMs.optional(),
    rule: message,
    judgedAtMs: epochMs,
  }),
);

/** @internal */
export const restoreProof = describedAs<RestoreProof>()(
  'RestoreProof',
  'The comparison of the cluster with the snapshot after a rollback',
  z.strictObject({
    comparedAtMs: epochMs,
    total: count,
    restored: count,
    differences: z.array(
      z.strictObject({
        object: objectRef,
        pointer: z.string(),
        expected: z.string(),
        found: z.string(),
      }),
    ),
  }),
);
