import { z } from 'zod';
import { PlanTarget, UpgradePlan } from '../../model/plan';
import { PlanOutline } from '../../model/planOutline';
import {
  count,
  described,
  describedAs,
  durationMs,
  epochMs,
} from './described';
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

const planTarget = describedAs<PlanTarget>()(
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
export const upgradePlan = describedAs<UpgradePlan>()(
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
export const planOutline = describedAs<PlanOutline>()(
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

const verification = z.strictObject({
  /** In a fixed order: by group, then by check. */
  findings: z.array(finding),
  checkedAtMs: epochMs,
  /** From then on a start needs a new verification. */
  validUntilMs: epochMs,
});

/** @public */
export interface Verification extends z.output<typeof verification> {}

const planRecord = z.strictObject({
  id: z.string(),
  clusterRef: z.string(),
  platform: z.string(),
  /** `sha256:` and the hash of the plan's canonical JSON; what a start is bound to. */
  hash: z.string(),
  plan: upgradePlan,
  /** Entity ref of who asked for it. */
  createdBy: z.string(),
  createdAtMs: epochMs,
  /** When the inventory it was compiled from was read. */
  inventoryTakenAtMs: epochMs,
  /**
   * The API server it was made for: uid of its namespace `kube-system`. Absent: the portal may not read
   * it.
   */
  apiServerId: z.string().optional(),
  /** Results of the last verification; absent when none has run. */
  verification: verification.optional(),
  overrides: z.array(override),
  /** The upgrade that was started from this plan. */
  upgradeId: z.string().optional(),
});

/**
 * A plan as it is stored.
 *
 * @public
 */
export interface PlanRecord extends z.output<typeof planRecord> {}

const startBlocker = z.strictObject({
  /**
   * `not-verified`: verification never ran. `verification-expired`: it is older than its period of validity.
   * `hard-block`: can't be overridden. `soft-block`: needs an override with a reason, as does `not-checked`: a check
   * gave no answer. `drift`: the cluster is no longer what the plan was made for. `active-upgrade`: another upgrade
   * of the cluster, or of its API server, runs. `connection-conflict`: another entity names the same connection, and
   * may not. `nothing-to-do`: the plan has no steps.
   */
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
});

/** @public */
export interface StartBlocker extends z.output<typeof startBlocker> {}

/** @public */
export type StartBlockerKind = StartBlocker['kind'];

/** @public */
export const planView = described(
  'PlanView',
  'A stored plan with what stands in the way of its start',
  planRecord.extend({
    /** What stands in the way of a start; empty when nothing does. */
    blockers: z.array(startBlocker),
    /** Overrides that no longer cover their finding, with the reason. */
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

/**
 * A stored plan with what follows from it for the caller.
 *
 * @public
 */
export interface PlanView extends z.output<typeof planView> {}

/**
 * What can be done with a plan.
 *
 * @public
 */
export type PlanAction = keyof PlanView['actions'];
