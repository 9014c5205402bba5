import { isDeepStrictEqual } from 'node:util';
import {
  durationText,
  goalText,
  Message,
  NewEvent,
  PlanKind,
  PlanStep,
  StepState,
  WaitReason,
  WaitRequest,
  waitSubjectText,
  waitWhyText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepOutcome } from '@cluster-upgrade/plugin-upgrade-node';
import { engineEvent } from './transition';

const REMEDIES: Record<WaitReason['unblocks']['kind'], string> = {
  'nobody-needed': 'Look at why it is slow, then retry or roll back.',
  'application-owner':
    'Ask the owner of the application to make room for it, then retry; or roll back.',
  operator: 'Mend what it waits for, then retry; or roll back.',
  'platform-team':
    'Ask the platform team to mend what it waits for, then retry; or roll back.',
};

/**
 * What a reconcile's outcome means for the log. Undefined: nothing that was not known already.
 */
export function settleStep(
  plan: PlanKind,
  step: PlanStep,
  before: StepState,
  outcome: StepOutcome,
  nowMs: number,
): NewEvent | undefined {
  const key = { plan, stepId: step.id };
  switch (outcome.status) {
    case 'done':
      return engineEvent('step-done', {
        ...key,
        result: outcome.result,
        ...(outcome.leftover && {
          leftover: { stepId: step.id, title: step.title, ...outcome.leftover },
        }),
      });
    case 'failed':
      return engineEvent('step-failed', { ...key, failure: outcome.failure });
    default: {
      const limitAtMs = limitOf(step, before, nowMs);
      const wait = timed(outcome.wait, before.wait, limitAtMs, nowMs);
      if (nowMs >= limitAtMs && wait.atLimit !== 'hold' && !wait.isSuspended) {
        return wait.atLimit === 'continue'
          ? engineEvent('step-done', { ...key, result: wentOn(wait) })
          : engineEvent('step-failed', {
              ...key,
              failure: tooLong(step, wait),
            });
      }
      return isDeepStrictEqual(wait, before.wait)
        ? undefined
        : engineEvent('step-waiting', { ...key, wait });
    }
  }
}

/** When the step's time is up, in epoch ms. */
export function limitOf(
  step: PlanStep,
  state: StepState,
  nowMs: number,
): number {
  return (state.startedAtMs ?? nowMs) + step.limitMs + (state.idleMs ?? 0);
}

/**
 * A wait for the same condition goes on, even if the reason why it isn't met has changed, or the object: a
 * drain waits for one pod after the other. Where somebody else is to help now, it counts from there, or
 * they would be called for what another one held up.
 */
function timed(
  wait: WaitRequest,
  before: WaitReason | undefined,
  limitAtMs: number,
  nowMs: number,
): WaitReason {
  const isSame =
    before !== undefined &&
    before.kind === wait.kind &&
    before.isSuspended === wait.isSuspended &&
    !isForSomebodyElse(before, wait) &&
    before.condition.code === wait.condition.code;
  return {
    ...wait,
    sinceMs: isSame ? before.sinceMs : nowMs,
    untilMs: limitAtMs,
  };
}

function isForSomebodyElse(
  { unblocks: { ref: before } }: WaitReason,
  { unblocks: { ref: now } }: WaitRequest,
): boolean {
  return before !== undefined && now !== undefined && before !== now;
}

function wentOn(wait: WaitReason): Message {
  return {
    code: 'limit-passed',
    params: { condition: wait.condition.code },
    text: `Went on at the limit, before ${goalText(wait)}`,
  };
}

function tooLong(step: PlanStep, wait: WaitReason) {
  return {
    // An API that gave no answer says nothing about the cluster.
    kind: wait.kind === 'api' ? ('error' as const) : ('measured' as const),
    cause: {
      code: 'limit-passed',
      params: { condition: wait.condition.code, limitMs: step.limitMs },
      text: `'${step.title}' was not done within ${durationText(step.limitMs)}. ${tooLongText(wait)}`,
    },
    object: wait.object,
    remedy: REMEDIES[wait.unblocks.kind],
  };
}

function tooLongText(wait: WaitReason): string {
  const why = waitWhyText(wait);
  return why
    ? `It waited until ${goalText(wait)}. ${why}`
    : `${waitSubjectText(wait)}.`;
}
