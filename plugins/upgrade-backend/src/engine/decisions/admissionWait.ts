import { isDeepStrictEqual } from 'node:util';
import {
  NewEvent,
  PlanKind,
  StepState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { HeldStep } from './laneAdmission';
import { engineEvent } from './transition';

/** Names listed in a sentence before it says "and n more". */
const MAX_NAMED = 5;

/** What tells people why a lane's turn has not come; undefined: they know. */
export function admissionWaiting(
  plan: PlanKind,
  held: HeldStep,
  before: StepState | undefined,
  nowMs: number,
): NewEvent | undefined {
  const wait = waitOf(held, before?.wait?.sinceMs ?? nowMs);
  return isDeepStrictEqual(wait, before?.wait)
    ? undefined
    : engineEvent('step-waiting', { plan, stepId: held.step.id, wait });
}

function waitOf(
  { step, admission, out, skipped }: HeldStep,
  sinceMs: number,
): WaitReason {
  const { maxUnavailable, noun } = admission;
  return {
    kind: 'lane',
    ...(step.lane?.target && {
      object: {
        apiVersion: admission.objects.apiVersion,
        kind: admission.objects.kind,
        name: step.lane.target,
      },
    }),
    condition: {
      code: 'fewer-out-of-service',
      params: { maxUnavailable },
      text:
        maxUnavailable === 1
          ? `No other ${noun} is out of service`
          : `Fewer than ${maxUnavailable} other ${noun}s are out of service`,
    },
    why: whyOf(out && namesOf(out, skipped), admission),
    sinceMs,
    untilMs: sinceMs + step.limitMs,
    unblocks: { kind: out === undefined ? 'platform-team' : 'operator' },
    atLimit: 'hold',
  };
}

/** Names with their reasons, and whether some of them were skipped. */
interface Named {
  names: string[];
  areSomeSkipped: boolean;
}

function namesOf(
  out: NonNullable<HeldStep['out']>,
  skipped: HeldStep['skipped'],
): Named {
  return {
    names: out
      .map(({ name, why }) =>
        skipped.has(name) ? `${name} (${why}, skipped)` : `${name} (${why})`,
      )
      .sort(),
    areSomeSkipped: out.some(({ name }) => skipped.has(name)),
  };
}

function whyOf(
  out: Named | undefined,
  { maxUnavailable, noun }: HeldStep['admission'],
): WaitReason['why'] {
  if (out === undefined) {
    return {
      code: 'targets-not-seen',
      text: `It can't be seen now which ${noun}s are out of service`,
    };
  }
  const { names, areSomeSkipped } = out;
  const named = names.slice(0, MAX_NAMED).join(', ');
  const more =
    names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const beside = areSomeSkipped
    ? `, or one at a time beside what was skipped`
    : '';
  return {
    code: 'too-many-out-of-service',
    params: { unavailable: names.length, maxUnavailable },
    text: `Out of service: ${named}${more}; at most ${maxUnavailable} may be${beside}`,
  };
}
