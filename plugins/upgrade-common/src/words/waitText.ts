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

/** How long a wait lasts before somebody is called: most that could need help end by themselves. */
const CALL_AFTER_MS = 10_000;

/**
 * Whether somebody has to do something before a wait ends. One that has just begun calls nobody.
 *
 * @public
 */
export function needsPerson(
  { unblocks, sinceMs }: WaitReason,
  nowMs: number,
): boolean {
  return unblocks.kind !== 'nobody-needed' && nowMs - sinceMs >= CALL_AFTER_MS;
}

/**
 * The condition of a wait, to follow the name of what waits: `Node w-1` waits for `it is ready`.
 *
 * @public
 */
export function conditionText({
  object,
  condition,
}: Pick<WaitReason, 'object' | 'condition'>): string {
  const name = object && `${objectText(object)} `;
  const text = clause(condition.text);
  return name && text.startsWith(name) ? `it ${text.slice(name.length)}` : text;
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
    `${subject} waits for: ${conditionText(wait)} (${elapsedText(wait, nowMs)}).`,
    sentence(wait.why.text),
    unblockerText(
      needsPerson(wait, nowMs) ? wait.unblocks : { kind: 'nobody-needed' },
    ),
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
