import { z } from 'zod';
import { UpgradePlan } from '../../model/plan';
import { PlanOutline } from '../../model/planOutline';
import { PlanTarget } from '../../model/target';
import { PlanView } from '../planView';
import { count, described, durationMs, epochMs } from './described';
import {
  availability,
  effectiveThreshold,
  finding,
  jsonObject,
  message,
  objectRef,
  override,
  strategy,
} from './modelSchemas';

const disruption = z.strictObject({
  level: z.enum(['none', 'brief', 'moves-pods', 'outage']),
  text: z.string(),
  losesForGood: z
    .literal(true)
    .optional()
    .describe('Something is gone for good afterwards, whatever is taken back'),
});

const reversibility = z.enum([
  'nothing-to-revert',
  'revert',
  'revert-until-applied',
  'restore-backup',
  'forward-only',
]);

const lane = z.strictObject({
  id: z.string(),
  group: z.string(),
  target: z.string().optional(),
});

const laneAdmission = described(
  'LaneAdmission',
  'How many targets of a group may be out of service at once, whoever took them out',
  z.strictObject({
    maxUnavailable: count,
    noun: z.string(),
    objects: z.strictObject({
      apiVersion: z.string(),
      kind: z.string(),
      plural: z.string().optional(),
      withoutLabels: z.record(z.string(), z.string()).optional(),
    }),
    outOfService: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('field'),
          pointer: z.string(),
          equals: z.union([z.string(), z.number(), z.boolean()]),
          text: z.string(),
        }),
        z.strictObject({
          kind: z.literal('condition'),
          type: z.string(),
          text: z.string(),
        }),
      ]),
    ),
  }),
);

const phase = z.strictObject({ id: z.string(), title: z.string() });

const pausing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('held') }),
  z.strictObject({ kind: z.literal('finished-first'), why: z.string() }),
]);

const stepFields = {
  id: z.string(),
  phaseId: z.string(),
  title: z.string(),
  kind: z.string(),
  input: jsonObject,
  lane: lane.optional(),
  subject: z.string().optional(),
  limitMs: durationMs,
  disruption,
};

const planStep = described(
  'PlanStep',
  'A unit of desired state',
  z.strictObject({
    ...stepFields,
    dependsOn: z.array(z.string()),
    reversibility,
    pausing: pausing.optional(),
    failureScope: z
      .literal('cluster')
      .optional()
      .describe(
        'When it fails, a person decides, whatever `maxFailedNodes` allows',
      ),
    undo: z.array(
      z.strictObject({ ...stepFields, when: z.enum(['always', 'rollback']) }),
    ),
  }),
);

const planTarget: z.ZodType<PlanTarget> = described(
  'PlanTarget',
  'Something that is taken to the other version, such as a node',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    zone: z.string().optional(),
    role: z.string().optional(),
    fromVersion: z.string().optional(),
    laneId: z.string().optional(),
  }),
);

const planChange = described(
  'PlanChange',
  'What a plan does to one object',
  z.strictObject({
    action: z.enum(['create', 'update', 'delete', 'unchanged']),
    object: objectRef,
    componentId: z.string().optional(),
    fields: z.array(
      z.strictObject({
        kind: z.enum(['image', 'env', 'flag', 'replicas', 'data', 'other']),
        name: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
    ),
    reversibility,
    disruption,
  }),
);

const planAssumption = described(
  'PlanAssumption',
  'What the plan leaves alone and relies on; different at the start, it is drift',
  z.strictObject({ object: objectRef, name: z.string(), value: z.string() }),
);

/** @internal */
export const upgradePlan: z.ZodType<UpgradePlan> = described(
  'UpgradePlan',
  'An immutable directed graph of steps',
  z.strictObject({
    schemaVersion: z.literal(1),
    kind: z.enum(['upgrade', 'rollback', 'cleanup']),
    clusterRef: z.string(),
    platform: z.string(),
    fromVersion: z.string(),
    toVersion: z.string(),
    path: z.array(z.string()),
    strategy,
    thresholds: z.array(effectiveThreshold),
    phases: z.array(phase),
    steps: z.array(planStep),
    targets: z.array(planTarget).optional(),
    laneLimits: z.record(z.string(), count),
    admission: z.record(z.string(), laneAdmission).optional(),
    snapshot: z.array(
      z.strictObject({ object: objectRef, pointers: z.array(z.string()) }),
    ),
    rollbackPhases: z.array(phase),
    changes: z.array(planChange),
    assumptions: z.array(planAssumption).optional(),
  }),
);

const stepOutline = described(
  'StepOutline',
  'A step without what only the one who runs it needs',
  z.strictObject({
    id: z.string(),
    phaseId: z.string(),
    title: z.string(),
    lane: lane.optional(),
    subject: z.string().optional(),
    reversibility,
    limitMs: durationMs,
    pausing: pausing.optional(),
    undo: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        when: z.enum(['always', 'rollback']),
      }),
    ),
  }),
);

/** @internal */
export const planOutline: z.ZodType<PlanOutline> = described(
  'PlanOutline',
  'A plan as screens draw it',
  z.strictObject({
    kind: z.enum(['upgrade', 'rollback', 'cleanup']),
    phases: z.array(phase),
    steps: z.array(stepOutline),
    savedObjects: count.optional(),
    targets: z.array(planTarget).optional(),
    laneLimits: z.record(z.string(), count),
    changes: z.array(planChange),
  }),
);

/** @internal */
export const planView: z.ZodType<PlanView> = described(
  'PlanView',
  'A stored plan with what stands in the way of its start',
  z.strictObject({
    id: z.string(),
    clusterRef: z.string(),
    platform: z.string(),
    hash: z.string(),
    plan: upgradePlan,
    createdBy: z.string(),
    createdAtMs: epochMs,
    inventoryTakenAtMs: epochMs,
    apiServerId: z.string().optional(),
    verification: z
      .strictObject({
        findings: z.array(finding),
        checkedAtMs: epochMs,
        validUntilMs: epochMs,
      })
      .optional(),
    overrides: z.array(override),
    upgradeId: z.string().optional(),
    blockers: z.array(
      z.strictObject({
        kind: z.enum([
          'not-verified',
          'verification-expired',
          'hard-block',
          'soft-block',
          'not-checked',
          'drift',
          'active-upgrade',
          'connection-conflict',
          'already-started',
          'nothing-to-do',
        ]),
        findingId: z.string().optional(),
        reason: message,
        remedy: z.string(),
      }),
    ),
    voidOverrides: z.array(
      z.strictObject({ findingId: z.string(), reason: message }),
    ),
    actions: z.strictObject({
      check: availability,
      override: availability,
      start: availability,
      showValues: availability,
    }),
    serverTimeMs: epochMs,
  }),
);
