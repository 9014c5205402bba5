import {
  ENGINE_ACTOR,
  FailedLimit,
  Failure,
  NewEvent,
  PlanStep,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { answerRequest, beginPause } from './controlRequests';
import { Plans } from './Plans';
import { StateChange } from './StateChange';
import { failedLanes, failureToDecide, isGoneRound } from './failedLanes';
import { memoizedReadySteps } from './memoizedReadySteps';
import { outcomeOf } from './outcomeOf';
import { HeldStep, OutOfServiceByGroup } from './laneAdmission';
import { Frontier } from './readySteps';
import { actOnThresholds, blindSinceMs } from './thresholdActions';
import { skipLane, skippedLeftovers } from './skipLane';
import { engineEvent } from './transition';

/**
 * What a worker does next.
 *
 * - `append`: write events. Those steps in flight are stopped first that must not go on after them.
 * - `run`: begin some steps and carry on others.
 * - `rest`: nothing to do until a person asks for something.
 * - `let-go`: it is over.
 */
export type Decision =
  | ({ do: 'append'; stops: StoppedSteps } & StateChange)
  | { do: 'take-snapshot' }
  | {
      do: 'run';
      begin: PlanStep[];
      carryOn: PlanStep[];
      /** People are told why these don't begin. */
      held: HeldStep[];
      plan: UpgradePlan;
    }
  | { do: 'check-restore' }
  | { do: 'rest' }
  | { do: 'let-go' };

/** Steps by id, or all. */
export type StoppedSteps = 'all' | readonly string[];

export interface DecisionLimits {
  /** How long applications may be out of sight before the upgrade pauses. */
  blindPauseMs: number;
  /**
   * Nobody has looked at the applications since the upgrade was taken up: what was known before, perhaps
   * before a long pause, is no reason to act.
   */
  isHealthStale?: boolean;
  /** Failed lanes that a rollback goes round by itself, before a person is asked; 0 unless told. */
  maxFailedOnRollback?: FailedLimit;
  /** What is out of service now; the same object as long as it is the same. */
  outOfService?: OutOfServiceByGroup;
}

/** Pure: the same facts give the same decision. */
export function decideNext(
  state: UpgradeState,
  plans: Plans,
  nowMs: number,
  limits: DecisionLimits,
): Decision {
  if (state.status === 'finished') {
    return { do: 'let-go' };
  }
  const move =
    answerRequest(state, plans) ??
    (limits.isHealthStale ? undefined : actOnThresholds(state, plans, nowMs));
  return move ? append(move) : decideByStatus(state, plans, nowMs, limits);
}

function decideByStatus(
  state: UpgradeState,
  plans: Plans,
  nowMs: number,
  limits: DecisionLimits,
): Decision {
  switch (state.status) {
    case 'queued':
      return append({ events: [engineEvent('snapshot-begun', {})] });
    case 'snapshotting':
      return { do: 'take-snapshot' };
    case 'checking-restore':
      return { do: 'check-restore' };
    case 'running':
      return decideRunning(state, plans, nowMs, limits);
    case 'pausing':
    case 'cancelling':
    case 'rolling-back':
      return decideSteps(state, plans, limits);
    default:
      return { do: 'rest' };
  }
}

/** Without sight of the applications nothing new begins; if it lasts, a person has to look. */
function decideRunning(
  state: UpgradeState,
  plans: Plans,
  nowMs: number,
  limits: DecisionLimits,
): Decision {
  const decision = decideSteps(state, plans, limits);
  const sinceMs = blindSinceMs(state);
  if (decision.do !== 'run' || sinceMs === undefined) {
    return decision;
  }
  // What nobody has looked at since it was taken up may be long over.
  if (!limits.isHealthStale && nowMs - sinceMs >= limits.blindPauseMs) {
    const reason =
      'The health of applications could not be seen for too long; look at the connection to the cluster.';
    return append({ events: [beginPause(state, plans, reason)] });
  }
  return { ...decision, begin: [], held: [] };
}

function decideSteps(
  state: UpgradeState,
  plans: Plans,
  limits: DecisionLimits,
): Decision {
  const plan = planOf(state, plans);
  const frontier = memoizedReadySteps(plan, state.steps[plan.kind], {
    onlyBegun: state.status === 'pausing',
    outOfService: limits.outOfService,
    skipped: state.skipped,
  });
  const [failed] = frontier.failed;
  if (failed) {
    return append(onFailed(state, plans, plan, failed, limits));
  }
  if (frontier.isComplete) {
    return append({ events: [complete(state, plans)] });
  }
  if (state.status === 'pausing' && isAtRest(state, frontier)) {
    const event = engineEvent('paused', {});
    return append({
      events: [{ ...event, actor: state.paused?.by ?? event.actor }],
    });
  }
  const { underWay, ready, held } = frontier;
  if (underWay.length + ready.length + held.length > 0) {
    return {
      do: 'run',
      begin: ready,
      carryOn: underWay,
      held,
      plan,
    };
  }
  return append({
    events: [engineEvent('needs-attention', { failure: deadEnd(plan) })],
  });
}

/**
 * One dead node must not keep the others from being upgraded or taken back, as far as the limit goes; one
 * more is for a person to look at, before the next begins.
 */
function onFailed(
  state: UpgradeState,
  plans: Plans,
  plan: UpgradePlan,
  failed: PlanStep,
  { maxFailedOnRollback = 0 }: DecisionLimits,
): StateChange {
  const failure = state.steps[plan.kind][failed.id].failure!;
  const count = failedLanes(state, plan, failed, maxFailedOnRollback);
  if (isGoneRound(state, plans, failed, count)) {
    return skipLane(state, plans, {
      laneId: failed.lane!.id,
      reason: failure.cause.text,
      by: ENGINE_ACTOR,
    });
  }
  return {
    events: [
      engineEvent('needs-attention', {
        failure: failureToDecide(failure, plan, failed, count),
      }),
    ],
  };
}

/** Nothing is left to finish, and what goes on without the engine is held. */
function isAtRest(
  { activePlan, steps }: UpgradeState,
  { ready, underWay }: Frontier,
): boolean {
  return (
    ready.length === 0 &&
    underWay.every(({ id }) => steps[activePlan][id].wait?.isSuspended)
  );
}

function complete(state: UpgradeState, plans: Plans) {
  return state.activePlan === 'rollback'
    ? engineEvent('restore-check-begun', {})
    : engineEvent('finished', {
        outcome: outcomeOf(state, plans.upgrade),
        leftovers: skippedLeftovers(state, plans.upgrade),
      });
}

/** A plan that can't go on and has not failed: its order has a cycle or names a step it lacks. */
function deadEnd(plan: UpgradePlan): Failure {
  return {
    kind: 'error',
    cause: {
      code: 'plan-dead-end',
      params: { plan: plan.kind },
      text: `No step of the ${plan.kind} plan can begin, though some are left`,
    },
    remedy: `Report this to the authors of the driver for '${plan.platform}': the order of its steps can't be fulfilled. Cancel, or roll back.`,
  };
}

function planOf(state: UpgradeState, plans: Plans): UpgradePlan {
  const plan = plans[state.activePlan];
  if (!plan) {
    throw new Error(
      `Upgrade ${state.id} runs its ${state.activePlan} plan, which is not stored`,
    );
  }
  return plan;
}

/** Events after which no step of their plan may go on. */
const ENDS_PLAN: ReadonlySet<string> = new Set([
  'needs-attention',
  'cancel-begun',
  'rollback-begun',
  'finished',
]);

function append(move: StateChange): Decision {
  return {
    do: 'append',
    stops: stoppedBy(move.events),
    ...move,
  };
}

/** Where a lane is given up, the others are not disturbed: a step that is stopped has to watch anew. */
function stoppedBy(events: readonly NewEvent[]): StoppedSteps {
  return events.some(({ type }) => ENDS_PLAN.has(type))
    ? 'all'
    : events.flatMap(event =>
        event.type === 'step-abandoned'
          ? [(event as NewEvent<'step-abandoned'>).data.stepId]
          : [],
      );
}
