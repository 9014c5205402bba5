import {
  Message,
  ObjectRef,
  Unblocker,
  WaitKind,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepDecision } from '../step/defineStep';

/**
 * A wait that fails the step at its limit, which is what most do. Its sentences hold no elapsed time:
 * the engine adds it, and a wait that reads the same is the same wait.
 *
 * @internal
 */
export function awaiting(wait: {
  kind: WaitKind;
  object?: ObjectRef;
  condition: Message;
  why: Message;
  unblocks?: Unblocker;
  atLimit?: WaitRequest['atLimit'];
}): WaitRequest {
  return {
    unblocks: { kind: 'nobody-needed' },
    atLimit: 'fail-step',
    ...wait,
  };
}

/**
 * The wait right after a write that takes effect at once: the next look confirms it.
 *
 * @internal
 */
export function awaitingWrite(
  kind: WaitKind,
  object: ObjectRef,
  condition: Message,
): WaitRequest {
  return awaiting({
    kind,
    object,
    condition,
    why: {
      code: 'just-written',
      text: 'The change was just written; the next look shows whether it arrived',
    },
  });
}

/**
 * Nothing is left to do.
 *
 * @internal
 */
export function finish(
  code: string,
  text: string,
  params?: Message['params'],
): StepDecision<never> {
  return {
    do: 'finish',
    result: params === undefined ? { code, text } : { code, params, text },
  };
}
