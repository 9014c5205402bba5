import {
  ENGINE_ACTOR,
  evolve,
  NewEvent,
  PlanKind,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepKey, StepMemo, Transition } from '../../database/UpgradeStore';

/** What a transition carries besides events and state. */
export type TransitionPayload = Pick<Transition, 'memos' | 'plan' | 'snapshot'>;

/**
 * Numbers events, gives them the time, and applies them.
 *
 * @throws IllegalTransitionError when one can't follow
 */
export function makeTransition(
  state: UpgradeState,
  newEvents: readonly NewEvent[],
  nowMs: number,
  enclosed: TransitionPayload = {},
): Transition {
  let after = state;
  const events = newEvents.map(event => {
    const numbered = {
      ...event,
      upgradeId: state.id,
      seq: after.seq + 1,
      atMs: nowMs,
    } as UpgradeEvent;
    after = evolve(after, numbered);
    return numbered;
  });
  return {
    upgradeId: state.id,
    expectedSeq: state.seq,
    events,
    state: after,
    changedSteps: changedSteps(state.steps, after.steps),
    ...enclosed,
    memos: [...retriedMemos(newEvents), ...(enclosed.memos ?? [])],
  };
}

/** What a step had noted says nothing about the next attempt. */
function retriedMemos(events: readonly NewEvent[]): StepMemo[] {
  return events.flatMap(event =>
    event.type === 'step-retried'
      ? [{ plan: event.data.plan, stepId: event.data.stepId, memo: undefined }]
      : [],
  );
}

/** Compares by identity, as `evolve` leaves alone what an event does not concern. */
function changedSteps(
  before: UpgradeState['steps'],
  after: UpgradeState['steps'],
): StepKey[] {
  return (Object.keys(after) as PlanKind[])
    .filter(plan => after[plan] !== before[plan])
    .flatMap(plan =>
      Object.keys(after[plan])
        .filter(stepId => after[plan][stepId] !== before[plan][stepId])
        .map(stepId => ({ plan, stepId })),
    );
}

/** An event of the engine itself. */
export function engineEvent<T extends NewEvent['type']>(
  type: T,
  data: NewEvent<T>['data'],
): NewEvent {
  return { actor: ENGINE_ACTOR, type, data } as NewEvent;
}
