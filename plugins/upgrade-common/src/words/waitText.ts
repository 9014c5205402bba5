import { ObjectRef } from '../model/objectRef';
import { WaitReason } from '../model/wait';
import { unblockerText } from './people';
import { clause, sentence } from './sentence';
import { durationText } from './time';

const AT_LIMIT: Record<WaitReason['atLimit'], string> = {
  'fail-step': 'then the step fails',
  hold: 'then it goes on waiting for a person',
  continue: 'then the upgrade goes on without it',
};

/**
 * Names an object for people: `Deployment shop/checkout`, `Node w-1`.
 *
 * @public
 */
export function objectText({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/**
 * Why something waits, as sentences: object, condition, why, elapsed of limit, what happens at the
 * limit, who can help.
 *
 * `condition` of a wait is a clause that goes on after "waits until", `why` one that goes on after a
 * colon.
 *
 * @public
 */
export function waitText(wait: WaitReason, nowMs: number): string {
  const subject = wait.object ? objectText(wait.object) : 'The upgrade';
  const condition = clause(wait.condition.text);
  const why = clause(wait.why.text);
  return [
    sentence(`${subject} waits until ${condition}: ${why}`),
    `${elapsedText(wait, nowMs)}, ${AT_LIMIT[wait.atLimit]}.`,
    unblockerText(wait.unblocks),
  ].join(' ');
}

function elapsedText({ sinceMs, untilMs }: WaitReason, nowMs: number): string {
  const elapsed = durationText(nowMs - sinceMs);
  const limit = durationText(untilMs - sinceMs);
  return nowMs > untilMs
    ? `${elapsed}, over the limit of ${limit}`
    : `${elapsed} of ${limit}`;
}
