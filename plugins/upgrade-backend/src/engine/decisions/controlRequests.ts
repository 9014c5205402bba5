import {
  availableActions,
  ControlRequest,
  Leftover,
  Message,
  NewEvent,
  outcomeShortOf,
  pauseWaits,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { compileCleanup, compileRollback } from './compileRollback';
import { frontierOf } from './readySteps';
import { skipLane, skipRefusal } from './skipLane';
import { engineEvent } from './transition';
import { Plans } from './Plans';
import { StateChange } from './StateChange';

/**
 * What carries a person's request out. Undefined: there is none, or it has to wait a moment.
 *
 * Whether it was allowed was asked when it was made; the upgrade has gone on since, so it is asked
 * again, and a refusal is put on record with its reason.
 */
export function answerRequest(
  state: UpgradeState,
  plans: Plans,
): StateChange | undefined {
  const { control } = state;
  if (!control) {
    return undefined;
  }
  if (control.action === 'pause' && state.status === 'snapshotting') {
    // Saving the snapshot disturbs nothing and is over soon; the pause comes before the first step.
    return undefined;
  }
  const answer = availableActions({ ...state, control: undefined })[
    control.action
  ];
  if (!answer.available) {
    return refuse(control, answer.reason);
  }
  return carryOut(control, state, plans);
}

function refuse({ action }: ControlRequest, reason: Message): StateChange {
  return { events: [engineEvent('control-refused', { action, reason })] };
}

function carryOut(
  control: ControlRequest,
  state: UpgradeState,
  plans: Plans,
): StateChange {
  const { action, by, laneId = '', reason = '' } = control;
  switch (action) {
    case 'pause':
      return {
        events: [
          state.status === 'queued'
            ? { ...engineEvent('paused', {}), actor: by }
            : beginPause(state, plans),
        ],
      };
    case 'resume':
      return { events: [{ ...engineEvent('resumed', {}), actor: by }] };
    case 'retry':
      return { events: retry(state) };
    case 'skip': {
      // The lane may have come to its end since it was asked.
      const refusal = skipRefusal(state, plans, laneId);
      return refusal
        ? refuse(control, refusal)
        : skipLane(state, plans, { laneId, reason, by });
    }
    case 'cancel':
      return cancel(state, plans);
    case 'end':
      return { events: [endWithLeftovers(state, plans)] };
    default:
      return rollBack(state, plans, { automatic: false });
  }
}

/** The decision to pause, with what can't be held on record. */
export function beginPause(
  state: UpgradeState,
  plans: Plans,
  reason?: string,
): NewEvent {
  const waitsFor = pauseWaits(state, plans[state.activePlan] ?? plans.upgrade);
  return engineEvent('pause-begun', {
    ...(reason && { reason }),
    ...(waitsFor.length > 0 && { waitsFor }),
  });
}

/** Failed steps begin again, and so do those that were interrupted: their time had run on meanwhile. */
function retry(state: UpgradeState): NewEvent[] {
  const steps = Object.entries(state.steps[state.activePlan])
    .filter(([, { status }]) =>
      ['failed', 'running', 'waiting'].includes(status),
    )
    .map(([stepId]) => stepId);
  return [
    engineEvent('retried', { steps }),
    ...steps.map(stepId =>
      engineEvent('step-retried', { plan: state.activePlan, stepId }),
    ),
  ];
}

function cancel(state: UpgradeState, plans: Plans): StateChange {
  const plan = compileCleanup(plans.upgrade, state);
  return {
    events: [
      ...abandonUnderWay(state, plans),
      ...beginAgain(state, 'cleanup'),
      engineEvent('cancel-begun', { steps: plan.steps.length }),
    ],
    plan,
  };
}

/** The decision to leave what could not be given back. */
function endWithLeftovers(state: UpgradeState, plans: Plans): NewEvent {
  const leftovers = (plans.cleanup?.steps ?? []).flatMap(
    ({ id, title }): Leftover[] => {
      const { status, failure } = state.steps.cleanup[id] ?? {};
      return status === 'done'
        ? []
        : [
            {
              stepId: id,
              title,
              ...(failure && { cause: failure.cause }),
              ...(failure?.object && { object: failure.object }),
            },
          ];
    },
  );
  return engineEvent('finished', {
    outcome: outcomeShortOf(state),
    leftovers,
  });
}

/** The decision to go back, with its cause and its plan. */
export function rollBack(
  state: UpgradeState,
  plans: Plans,
  why: Omit<NewEvent<'rollback-begun'>['data'], 'steps'>,
): StateChange {
  const plan = compileRollback(plans.upgrade, state);
  return {
    events: [
      ...abandonUnderWay(state, plans),
      ...beginAgain(state, 'rollback'),
      engineEvent('rollback-begun', { ...why, steps: plan.steps.length }),
    ],
    plan,
  };
}

/** A way that was tried before and given up is gone from its start. */
function beginAgain(
  state: UpgradeState,
  plan: 'rollback' | 'cleanup',
): NewEvent[] {
  return Object.keys(state.steps[plan]).map(stepId =>
    engineEvent('step-retried', { plan, stepId, isReset: true }),
  );
}

function abandonUnderWay(state: UpgradeState, plans: Plans): NewEvent[] {
  const plan = plans[state.activePlan];
  if (!plan) {
    return [];
  }
  const { underWay } = frontierOf(plan, state.steps[state.activePlan]);
  return underWay.map(({ id }) =>
    engineEvent('step-abandoned', { plan: state.activePlan, stepId: id }),
  );
}
