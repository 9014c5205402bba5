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
  { step, admission, out }: HeldStep,
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
      text: `Fewer than ${maxUnavailable} other ${noun}${
        maxUnavailable === 1 ? ' is' : 's are'
      } out of service`,
    },
    why: whyOf(namesOf(out), maxUnavailable, noun),
    sinceMs,
    untilMs: sinceMs + step.limitMs,
    unblocks: { kind: out === undefined ? 'platform-team' : 'operator' },
    atLimit: 'hold',
  };
}

function namesOf(out: HeldStep['out']): string[] | undefined {
  return out?.map(({ name, why }) => `${name} (${why})`).sort();
}

function whyOf(
  out: string[] | undefined,
  maxUnavailable: number,
  noun: string,
): WaitReason['why'] {
  if (out === undefined) {
    return {
      code: 'targets-not-seen',
      text: `It can't be seen now which ${noun}s are out of service`,
    };
  }
  const named = out.slice(0, MAX_NAMED).join(', ');
  const more =
    out.length > MAX_NAMED ? ` and ${out.length - MAX_NAMED} more` : '';
  return {
    code: 'too-many-out-of-service',
    params: { unavailable: out.length, maxUnavailable },
    text: `Out of service: ${named}${more}; at most ${maxUnavailable} may be`,
  };
}
