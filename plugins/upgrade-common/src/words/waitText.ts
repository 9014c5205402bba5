import { ObjectRef } from '../model/objectRef';
import { StepState } from '../model/upgrade';
import { WaitReason } from '../model/wait';
import { unblockerText } from './people';
import { clause, sentence } from './sentence';
import { durationText } from './time';

/**
 * Names an object for people: `Deployment shop/checkout`, `Node w-1`.
 *
 * @public
 */
export function objectText({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/**
 * How long a wait lasts before somebody is called: most that could need help end by themselves.
 *
 * @public
 */
export const CALL_AFTER_MS = 10_000;

/**
 * What a step waits for: one that was begun, or one whose turn is held up.
 *
 * @public
 */
export function waitOf({ status, wait }: StepState): WaitReason | undefined {
  return status === 'waiting' || status === 'pending' ? wait : undefined;
}

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
 * What must become true, as part of a sentence that says until when:
 * `the pods evicted from node w-1 have ended`.
 *
 * @public
 */
export function goalText({
  object,
  condition,
}: Pick<WaitReason, 'object' | 'condition'>): string {
  const text = clause(condition.text);
  return object && /^it /i.test(text)
    ? `${objectText(object)}${text.slice(2)}`
    : text.replace(LEADING_WORD, word => word.toLowerCase());
}

/** Words that stand large only because a sentence begins with them. */
const LEADING_WORD =
  /^(?:A|All|An|At|Each|Enough|Every|Everything|Fewer|It|No|Nothing|One|Pods|The)\b/;

/**
 * What is waited for, as a sentence without its full stop. A budget's own words say it, and a write that
 * is only looked at again is no wait that anybody has to understand.
 *
 * @public
 */
export function waitSubjectText(wait: WaitReason): string {
  if (wait.kind === 'budget') {
    return clause(wait.why.text);
  }
  const goal = goalText(wait);
  if (wait.why.code === JUST_WRITTEN) {
    return `Checking that the change arrived: ${goal}`;
  }
  return wait.object && !goal.includes(wait.object.name)
    ? `${objectText(wait.object)}: waiting until ${goal}`
    : `Waiting until ${goal}`;
}

/** Why a step waits that has just changed something. */
const JUST_WRITTEN = 'just-written';

/**
 * Why it is waited for, as a sentence; undefined: `waitSubjectText` has said it.
 *
 * @public
 */
export function waitWhyText(wait: WaitReason): string | undefined {
  return wait.kind === 'budget' || wait.why.code === JUST_WRITTEN
    ? undefined
    : sentence(wait.why.text);
}

/**
 * Why something waits, as sentences: what for, how long, why, who can help, what happens when.
 *
 * @public
 */
export function waitText(wait: WaitReason, nowMs: number): string {
  return [
    `${waitSubjectText(wait)}, ${waitedText(wait, nowMs)}.`,
    waitWhyText(wait),
    ...helpTexts(wait, nowMs),
    limitText(wait, nowMs),
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * How long a wait has lasted: `4 min so far`. A soak says how much of its time is over: `3 s of 15 s`.
 *
 * @public
 */
export function waitedText(wait: WaitReason, nowMs: number): string {
  const soak = soakOf(wait);
  return soak
    ? `${durationText(Math.min(soak.durationMs, nowMs - soak.sinceMs))} of ${durationText(soak.durationMs)}`
    : `${durationText(nowMs - wait.sinceMs)} so far`;
}

/** What a soak says of itself: how long it has to be healthy, and since when it is. */
function soakOf({ kind, condition, why }: WaitReason) {
  const durationMs = condition.params?.durationMs;
  const sinceMs = why.params?.sinceMs;
  return kind === 'soak' &&
    typeof durationMs === 'number' &&
    typeof sinceMs === 'number'
    ? { durationMs, sinceMs }
    : undefined;
}

/** Somebody who could help is not called at once, nor is anybody told that nobody is needed. */
function helpTexts(wait: WaitReason, nowMs: number): string[] {
  const isKnown =
    wait.unblocks.kind === 'nobody-needed' || needsPerson(wait, nowMs);
  return isKnown ? [unblockerText(wait.unblocks)] : [];
}

/**
 * What happens when the time is up, as a sentence: `In 10 min the step fails.`
 *
 * @public
 */
export function limitText(
  { atLimit, untilMs }: Pick<WaitReason, 'atLimit' | 'untilMs'>,
  nowMs: number,
): string {
  const left = durationText(untilMs - nowMs);
  if (atLimit === 'hold') {
    return 'It goes on waiting until somebody acts.';
  }
  const then =
    atLimit === 'fail-step'
      ? 'the step fails'
      : 'the upgrade goes on without it';
  return nowMs > untilMs
    ? `Its time was up ${durationText(nowMs - untilMs)} ago: ${then}.`
    : `In ${left} ${then}.`;
}
