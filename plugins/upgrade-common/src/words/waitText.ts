import { ObjectRef } from '../model/objectRef';
import { WaitReason } from '../model/wait';
import { unblockerText } from './people';
import { clause, sentence } from './sentence';
import { durationText } from './time';

const AT_LIMIT: Record<WaitReason['atLimit'], string> = {
  'fail-step': 'At the limit, the step fails.',
  hold: 'At the limit, it goes on waiting for a person.',
  continue: 'At the limit, the upgrade goes on without it.',
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
 * Why something waits, as sentences: object, condition, elapsed of limit, why, who can help, what
 * happens at the limit.
 *
 * @public
 */
export function waitText(wait: WaitReason, nowMs: number): string {
  const subject = wait.object ? objectText(wait.object) : 'The upgrade';
  return [
    `${subject} waits for: ${clause(wait.condition.text)} (${elapsedText(wait, nowMs)}).`,
    sentence(wait.why.text),
    unblockerText(wait.unblocks),
    AT_LIMIT[wait.atLimit],
  ].join(' ');
}

function elapsedText({ sinceMs, untilMs }: WaitReason, nowMs: number): string {
  const elapsed = durationText(nowMs - sinceMs);
  const limit = durationText(untilMs - sinceMs);
  return nowMs > untilMs
    ? `${elapsed}, over the limit of ${limit}`
    : `${elapsed} of ${limit}`;
}
