import { z } from 'zod';
import { UpgradeAction } from '../../availability';
import { UpgradeEvent } from '../../model/event';
import { TargetState } from '../../model/target';
import { UpgradeState } from '../../model/upgrade';
import { upgradeStatus } from '../requests';
import {
  count,
  described,
  describedAs,
  durationMs,
  epochMs,
} from './described';
import {
  applicationHealth,
  availability,
  failure,
  jsonObject,
  message,
  objectRef,
  restoreProof,
  waitReason,
} from './modelSchemas';

/** @internal */
export const outcome = z.enum([
  'completed',
  'completed-with-overrides',
  'cancelled-unchanged',
  'stopped-mixed',
  'rolled-back',
  'rolled-back-with-leftovers',
  'rollback-failed',
]);

/** @internal */
export const stepStatus = z.enum([
  'pending',
  'running',
  'waiting',
  'done',
  'failed',
  'abandoned',
]);

const stepStates = z.record(
  z.string(),
  described(
    'StepState',
    'Where a step is',
    z.strictObject({
      status: stepStatus,
      attempt: count,
      isReset: z.literal(true).optional(),
      startedAtMs: epochMs.optional(),
      finishedAtMs: epochMs.optional(),
      idleMs: durationMs.optional(),
      wait: waitReason.optional(),
      failure: failure.optional(),
    }),
  ),
);

const targetState = describedAs<TargetState>()(
  'TargetState',
  'Where a target is that somebody else works on',
  z.strictObject({
    plan: z.enum(['upgrade', 'rollback', 'cleanup']),
    status: z.enum(['pending', 'working', 'held', 'done', 'failed']),
    version: z.string().optional(),
    note: message.optional(),
    sinceMs: epochMs,
    startedAtMs: epochMs.optional(),
  }),
);

/** @internal */
const upgradeState = describedAs<UpgradeState>()(
  'UpgradeState',
  'What remains of the events when they are applied one after the other',
  z.strictObject({
    id: z.string(),
    clusterRef: z.string(),
    connectionName: z.string().optional(),
    clusterOwnerRef: z.string().optional(),
    platform: z.string(),
    fromVersion: z.string(),
    toVersion: z.string(),
    planId: z.string(),
    planHash: z.string(),
    requestedBy: z.string(),
    requestedAtMs: epochMs,
    overriddenFindings: z.array(z.string()).optional(),
    status: upgradeStatus,
    activePlan: z.enum(['upgrade', 'rollback', 'cleanup']),
    steps: z.strictObject({
      upgrade: stepStates,
      rollback: stepStates,
      cleanup: stepStates,
    }),
    targets: z.record(z.string(), targetState).optional(),
    health: z.record(z.string(), applicationHealth),
    exceeded: z.record(z.string(), epochMs).optional(),
    silenced: z.record(
      z.string(),
      z.strictObject({
        by: z.string(),
        reason: z.string(),
        untilMs: epochMs,
      }),
    ),
    control: z
      .strictObject({
        action: z.enum([
          'pause',
          'resume',
          'cancel',
          'rollback',
          'retry',
          'skip',
          'end',
        ]),
        by: z.string(),
        atMs: epochMs,
        reason: z.string().optional(),
        laneId: z.string().optional(),
      })
      .optional(),
    skipped: z
      .record(
        z.string(),
        z.strictObject({
          by: z.string(),
          atMs: epochMs,
          reason: z.string(),
          plan: z.enum(['upgrade', 'rollback', 'cleanup']),
          hadFailed: z.literal(true).optional(),
        }),
      )
      .optional(),
    failure: failure.optional(),
    rollback: z
      .strictObject({
        by: z.string(),
        atMs: epochMs,
        automatic: z.boolean(),
        reason: z.string().optional(),
      })
      .optional(),
    cancel: z
      .strictObject({
        by: z.string(),
        atMs: epochMs,
        reason: z.string().optional(),
      })
      .optional(),
    paused: z
      .strictObject({
        by: z.string(),
        sinceMs: epochMs,
        reason: z.string().optional(),
      })
      .optional(),
    proof: restoreProof.optional(),
    outcome: outcome.optional(),
    leftovers: z
      .array(
        z.strictObject({
          stepId: z.string(),
          title: z.string(),
          cause: message.optional(),
          object: objectRef.optional(),
        }),
      )
      .optional(),
    startedAtMs: epochMs.optional(),
    finishedAtMs: epochMs.optional(),
    seq: count,
  }),
);

/** @public */
export const upgradeSummary = described(
  'UpgradeSummary',
  'One upgrade in a list',
  z.strictObject({
    id: z.string(),
    clusterRef: z.string(),
    platform: z.string(),
    fromVersion: z.string(),
    toVersion: z.string(),
    status: upgradeStatus,
    outcome: outcome.optional(),
    requestedBy: z.string(),
    requestedAtMs: epochMs,
    startedAtMs: epochMs.optional(),
    finishedAtMs: epochMs.optional(),
    /** Steps of the plan that is being run; absent once it is finished. */
    progress: z.strictObject({ done: count, total: count }).optional(),
    /** Set when it was rolled back without a person's decision. */
    isRolledBackAutomatically: z.boolean(),
    /** Why it needs attention, or why it was rolled back. */
    failure: failure.optional(),
    seq: count,
  }),
);

/**
 * One upgrade in a list.
 *
 * @public
 */
export interface UpgradeSummary extends z.output<typeof upgradeSummary> {}

/** @public */
export const upgradeList = described(
  'UpgradeList',
  'Upgrades, newest first',
  z.strictObject({
    upgrades: z.array(upgradeSummary),
    /** Absent on the last page. */
    nextCursor: z.string().optional(),
    serverTimeMs: epochMs,
  }),
);

/** @public */
export interface UpgradeList extends z.output<typeof upgradeList> {}

/** @public */
export const upgradeView = described(
  'UpgradeView',
  'The state of one upgrade and what the caller may do with it',
  z.strictObject({
    state: upgradeState,
    actions: z.strictObject({
      pause: availability,
      resume: availability,
      cancel: availability,
      rollback: availability,
      retry: availability,
      skip: availability,
      end: availability,
      silence: availability,
      note: availability,
    } satisfies Record<UpgradeAction, z.ZodType>),
    serverTimeMs: epochMs,
  }),
);

/**
 * The state of one upgrade and what the caller may do with it.
 *
 * @public
 */
export interface UpgradeView extends z.output<typeof upgradeView> {}

const upgradeEvent = described(
  'UpgradeEvent',
  'One entry of the log; what `data` holds depends on `type`',
  z.strictObject({
    upgradeId: z.string(),
    seq: z.int().min(1),
    atMs: epochMs,
    actor: z.string(),
    type: z.string(),
    data: jsonObject,
  }),
);

/** @public */
export const eventsPage = described(
  'EventsPage',
  'Events in order, without gaps',
  z.strictObject({
    /**
     * In order, without gaps. The types of events, each with its own data, are known to TypeScript only.
     */
    events: z.array(upgradeEvent as unknown as z.ZodType<UpgradeEvent>),
    /** What to pass as `after` next time. */
    nextAfter: count,
    /** True when the upgrade is finished and no event is left to read. */
    isComplete: z.boolean(),
    serverTimeMs: epochMs,
  }),
);

/** @public */
export interface EventsPage extends z.output<typeof eventsPage> {}

/** @public */
export const controlAccepted = described(
  'ControlAccepted',
  'The answer to something a person asked of an upgrade',
  z.strictObject({
    upgradeId: z.string(),
    /** Number of the event that records the request. */
    seq: count,
  }),
);

/**
 * The answer to something a person asked of an upgrade.
 *
 * @public
 */
export interface ControlAccepted extends z.output<typeof controlAccepted> {}
