import {
  ENGINE_ACTOR,
  mayOccurIn,
  PLAN_BEGUN_ANEW,
  UpgradeEvent,
  UpgradeEventData,
  UpgradeEventType,
} from './event';
import { Leftover, SkippedLane, UpgradeState, UpgradeStatus } from './upgrade';
import { PlanKind } from './plan';
import {
  ended,
  stepOf,
  withIdleTime,
  withoutHolds,
  withStep,
} from './stepTable';
import { withTargets } from './target';

/**
 * An event that can't follow the state it was applied to.
 *
 * @public
 */
export class IllegalTransitionError extends Error {
  override readonly name = 'IllegalTransitionError';
}

/**
 * The state after an event. Pure: the backend stores what it returns, the page applies the same
 * function to the events it receives, and replaying a log gives the stored state.
 *
 * @throws IllegalTransitionError when the event can't follow
 * @public
 */
export function evolve(
  state: UpgradeState | undefined,
  event: UpgradeEvent,
): UpgradeState {
  if (event.type === 'created') {
    return created(state, event as UpgradeEvent<'created'>);
  }
  if (!state) {
    throw new IllegalTransitionError(
      `Upgrade ${event.upgradeId} has no state to apply '${event.type}' to`,
    );
  }
  requireLegal(state, event);
  if (!isKnownEvent(event)) {
    return { ...state, seq: event.seq };
  }
  const change = CHANGES[event.type] as (
    before: UpgradeState,
    data: unknown,
    event: UpgradeEvent,
  ) => Partial<UpgradeState>;
  return { ...state, ...change(state, event.data, event), seq: event.seq };
}

/**
 * Whether this release knows what an event means. One that a newer release wrote is kept, and changes
 * nothing here: backends of two releases run side by side while one takes the place of the other, and a
 * page may be older than its backend.
 *
 * @public
 */
export function isKnownEvent({ type }: { type: string }): boolean {
  return type === 'created' || Object.hasOwn(CHANGES, type);
}

function created(
  state: UpgradeState | undefined,
  event: UpgradeEvent<'created'>,
): UpgradeState {
  if (state || event.seq !== 1) {
    throw new IllegalTransitionError(
      `Upgrade ${event.upgradeId} was created already`,
    );
  }
  // Reasons are long and only the report needs them.
  const { acceptedFindings: _, ...data } = event.data;
  return {
    id: event.upgradeId,
    ...data,
    requestedBy: event.actor,
    requestedAtMs: event.atMs,
    status: 'queued',
    activePlan: 'upgrade',
    steps: { upgrade: {}, rollback: {}, cleanup: {} },
    health: {},
    silenced: {},
    seq: 1,
  };
}

function requireLegal(state: UpgradeState, event: UpgradeEvent): void {
  if (event.seq !== state.seq + 1) {
    throw new IllegalTransitionError(
      `Event ${event.seq} of upgrade ${state.id} can't follow event ${state.seq}`,
    );
  }
  if (isKnownEvent(event) && !mayOccurIn(state.status, event.type)) {
    throw new IllegalTransitionError(
      `'${event.type}' can't happen to upgrade ${state.id} while it is ${state.status}`,
    );
  }
}

const CHANGES: {
  [T in Exclude<UpgradeEventType, 'created'>]: (
    state: UpgradeState,
    data: UpgradeEventData[T],
    event: UpgradeEvent,
  ) => Partial<UpgradeState>;
} = {
  // The whole of a pause is given back when it ends.
  claimed: (state, { idleMs }) =>
    idleMs && state.status !== 'paused'
      ? { steps: withIdleTime(state, idleMs) }
      : {},
  'snapshot-begun': () => ({ status: 'snapshotting' }),
  'snapshot-taken': () => ({}),
  started: (_, __, event) => ({ status: 'running', startedAtMs: event.atMs }),
  'step-started': (state, data, event) =>
    withStep(state, data, {
      status: 'running',
      attempt: data.attempt,
      startedAtMs: event.atMs,
    }),
  'step-intent': () => ({}),
  'step-progress': (state, { plan, targets }, event) => ({
    targets: withTargets(state.targets, plan, targets, event.atMs),
  }),
  'step-waiting': (state, data) =>
    withStep(state, data, {
      ...stepOf(state, data),
      // One that has not begun waits for its turn.
      ...(stepOf(state, data).status !== 'pending' && { status: 'waiting' }),
      wait: data.wait,
    }),
  'step-done': (state, data, event) => ({
    ...withStep(state, data, {
      ...ended(stepOf(state, data), event.atMs),
      status: 'done',
    }),
    ...withLeftover(state, data.stepId, data.leftover),
  }),
  'step-failed': (state, data, event) =>
    withStep(state, data, {
      ...ended(stepOf(state, data), event.atMs),
      status: 'failed',
      failure: data.failure,
    }),
  'step-abandoned': (state, data, event) =>
    withStep(state, data, {
      ...ended(stepOf(state, data), event.atMs),
      status: 'abandoned',
    }),
  'step-retried': (state, data) =>
    withStep(state, data, {
      status: 'pending',
      attempt: stepOf(state, data).attempt,
      ...(data.isReset && { isReset: true }),
    }),
  'health-changed': (state, { health }) => ({
    health: { ...state.health, [health.applicationId]: health },
  }),
  'threshold-exceeded': (state, { health }, event) => ({
    health: { ...state.health, [health.applicationId]: health },
    exceeded: {
      ...state.exceeded,
      [health.applicationId]: health.exceededSinceMs ?? event.atMs,
    },
  }),
  silenced: (state, { applicationId, reason, untilMs }, event) => ({
    silenced: {
      ...state.silenced,
      [applicationId]:
        untilMs > event.atMs
          ? { by: event.actor, reason, untilMs }
          : // Switched on again: what is told later is who had switched it off, and until when.
            {
              ...(state.silenced[applicationId] ?? {
                by: event.actor,
                reason,
              }),
              untilMs: event.atMs,
            },
    },
  }),
  'control-requested': (_, { action, reason, laneId }, event) => ({
    control: {
      action,
      reason,
      by: event.actor,
      atMs: event.atMs,
      ...(laneId !== undefined && { laneId }),
    },
  }),
  'lane-skipped': (state, { laneId, plan, reason, by }, event) => ({
    control: undefined,
    skipped: {
      ...state.skipped,
      [laneId]: {
        ...{ by, atMs: event.atMs, reason, plan },
        ...(by !== ENGINE_ACTOR &&
          wasGoneRound(state.skipped?.[laneId], plan) && { hadFailed: true }),
      },
    },
  }),
  'control-refused': () => ({ control: undefined }),
  'pause-begun': (state, { reason }, event) => ({
    status: 'pausing',
    // Carried out from here on, so that a resume is not refused as a second request.
    control: undefined,
    paused: {
      by: state.control?.by ?? event.actor,
      sinceMs: event.atMs,
      reason: reason ?? state.control?.reason,
    },
  }),
  paused: (state, { reason }, event) => ({
    status: 'paused',
    control: undefined,
    paused: {
      by: state.paused?.by ?? state.control?.by ?? event.actor,
      sinceMs: event.atMs,
      reason: reason ?? state.paused?.reason ?? state.control?.reason,
    },
  }),
  resumed: (state, _, event) => ({
    status: statusOfActivePlan(state),
    steps: withoutHolds(
      state.status === 'paused' && state.paused
        ? withIdleTime(state, event.atMs - state.paused.sinceMs)
        : state.steps,
      state.activePlan,
    ),
    control: undefined,
    paused: undefined,
  }),
  'needs-attention': (_, { failure }) => ({
    status: 'needs-attention',
    control: undefined,
    failure,
  }),
  retried: state => ({
    status: statusOfActivePlan(state),
    control: undefined,
    failure: undefined,
  }),
  'cancel-begun': (state, _, event) => ({
    ...withoutSkippedIn(PLAN_BEGUN_ANEW['cancel-begun'], state),
    status: 'cancelling',
    activePlan: 'cleanup',
    control: undefined,
    paused: undefined,
    cancel: {
      by: state.control?.by ?? event.actor,
      atMs: event.atMs,
      reason: state.control?.reason,
    },
  }),
  'rollback-begun': (state, { automatic, cause }, event) => ({
    ...withoutSkippedIn(PLAN_BEGUN_ANEW['rollback-begun'], state),
    status: 'rolling-back',
    activePlan: 'rollback',
    control: undefined,
    paused: undefined,
    failure: cause ?? state.failure,
    rollback: {
      by: automatic ? event.actor : (state.control?.by ?? event.actor),
      atMs: event.atMs,
      automatic,
      ...(!automatic &&
        state.control?.reason && { reason: state.control.reason }),
    },
  }),
  'restore-check-begun': () => ({ status: 'checking-restore' }),
  'restore-checked': (_, { proof }) => ({ proof }),
  finished: (state, { outcome, leftovers }, event) => ({
    status: 'finished',
    outcome,
    ...(leftovers && {
      leftovers: [...(state.leftovers ?? []), ...leftovers],
    }),
    control: undefined,
    finishedAtMs: event.atMs,
  }),
  note: () => ({}),
};

function statusOfActivePlan(state: UpgradeState): UpgradeStatus {
  switch (state.activePlan) {
    case 'rollback':
      return 'rolling-back';
    case 'cleanup':
      return 'cancelling';
    default:
      // Nothing had begun when it was stopped in the queue or while saving the snapshot.
      return state.startedAtMs === undefined ? 'queued' : 'running';
  }
}

/** Whether the engine had gone round it by itself, on the same plan. */
function wasGoneRound(lane: SkippedLane | undefined, plan: PlanKind): boolean {
  return (
    lane?.plan === plan && (lane.by === ENGINE_ACTOR || lane.hadFailed === true)
  );
}

function withoutSkippedIn(
  kind: PlanKind,
  { skipped }: UpgradeState,
): Pick<UpgradeState, 'skipped'> {
  if (!skipped) {
    return {};
  }
  const others = Object.entries(skipped).filter(
    ([, { plan }]) => plan !== kind,
  );
  return {
    skipped: others.length > 0 ? Object.fromEntries(others) : undefined,
  };
}

/** What a step could not take back, in the place of what it said when it was run before. */
function withLeftover(
  { leftovers }: UpgradeState,
  stepId: string,
  leftover: Leftover | undefined,
): Pick<UpgradeState, 'leftovers'> {
  if (!leftovers) {
    return leftover ? { leftovers: [leftover] } : {};
  }
  const others = leftovers.filter(other => other.stepId !== stepId);
  const all = leftover ? [...others, leftover] : others;
  return { leftovers: all.length > 0 ? all : undefined };
}
