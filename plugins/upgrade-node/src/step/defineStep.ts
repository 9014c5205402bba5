import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  Failure,
  Message,
  ObjectRef,
  SnapshotItem,
  TargetProgress,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { refusalOf } from './apiRefusal';
import {
  AccessRule,
  StepContext,
  StepHandler,
  StepLeftover,
  StepOutcome,
} from './StepHandler';
import { TerminalStepError } from './TerminalStepError';

/**
 * What a step decided to do, as data.
 *
 * @public
 */
export type StepDecision<A> =
  | { do: 'finish'; result: Message; leftover?: StepLeftover }
  | {
      do: 'wait';
      wait: WaitRequest;
      memo?: JsonValue;
      recheckAfterMs?: number;
    }
  | { do: 'fail'; failure: Failure }
  | {
      do: 'act';
      action: A;
      effect: Message;
      object?: ObjectRef;
      /** What the step waits for once the effect is done. */
      then: WaitRequest;
      memo?: JsonValue;
    };

/** @public */
export interface StepDefinition<S extends z.ZodType, O, A> {
  kind: string;
  input: S;
  rights(input: z.output<S>): AccessRule[];
  /** See `StepHandler.writes`. */
  writes?(input: z.output<S>): ObjectRef[];
  /** See `StepHandler.agreedInput`. */
  agreedInput?(input: z.output<S>): JsonObject;
  /** See `StepHandler.needsSnapshot`. */
  needsSnapshot?(input: z.output<S>): SnapshotItem[];
  /** Reads the cluster; changes nothing. */
  observe(context: StepContext<z.output<S>>): Promise<O>;
  /** Pure: frozen data in, a decision out. */
  decide(seen: O, facts: DecisionFacts<z.output<S>>): StepDecision<A>;
  /** See `StepOutcome.targets`. Pure, from what was seen before the effect. */
  targets?(seen: O, input: z.output<S>): Record<string, TargetProgress>;
  /** One idempotent effect. A step that only waits has none. */
  act?(action: A, context: StepContext<z.output<S>>): Promise<void>;
}

/** @public */
export interface DecisionFacts<I> {
  input: I;
  nowMs: number;
  startedAtMs: number;
  /** See `StepContext.idleMs`. */
  idleMs: number;
  /** See `StepContext.watchedSinceMs`. */
  watchedSinceMs: number;
  /** See `StepContext.silencedWorkloads`. Absent: none. */
  silencedWorkloads?: readonly ObjectRef[];
  /** See `StepContext.isPausing`. */
  isPausing: boolean;
  memo: JsonValue | undefined;
}

/**
 * Makes a handler of the three parts of a reconcile: look, choose at most one action, do it. Answers of
 * the API that trying again doesn't change, such as a missing right, end the step.
 *
 * @public
 */
export function defineStep<S extends z.ZodType, O, A = never>(
  definition: StepDefinition<S, O, A>,
): StepHandler<z.output<S>> {
  return {
    kind: definition.kind,
    parseInput: input => parseInput(definition, input),
    rightsFor: input => definition.rights(input),
    writes: input => definition.writes?.(input) ?? [],
    agreedInput: input =>
      definition.agreedInput?.(input) ?? (input as JsonObject),
    needsSnapshot: input => definition.needsSnapshot?.(input) ?? [],
    async reconcile(context) {
      try {
        return await reconcile(definition, context);
      } catch (error) {
        const refusal = refusalOf(error);
        throw refusal
          ? new TerminalStepError(refusal, { cause: error })
          : error;
      }
    },
  };
}

async function reconcile<S extends z.ZodType, O, A>(
  definition: StepDefinition<S, O, A>,
  context: StepContext<z.output<S>>,
): Promise<StepOutcome> {
  const seen = await definition.observe(context);
  const targets = definition.targets?.(seen, context.input);
  const decision = definition.decide(seen, {
    input: context.input,
    nowMs: context.clock.now(),
    startedAtMs: context.startedAtMs,
    idleMs: context.idleMs,
    watchedSinceMs: context.watchedSinceMs,
    silencedWorkloads: context.silencedWorkloads,
    isPausing: context.isPausing,
    memo: context.memo,
  });
  const outcome = await carryOut(decision, definition, context);
  return targets ? { ...outcome, targets } : outcome;
}

async function carryOut<S extends z.ZodType, O, A>(
  decision: StepDecision<A>,
  definition: StepDefinition<S, O, A>,
  context: StepContext<z.output<S>>,
): Promise<StepOutcome> {
  switch (decision.do) {
    case 'finish':
      return {
        status: 'done',
        result: decision.result,
        ...(decision.leftover && { leftover: decision.leftover }),
      };
    case 'fail':
      return { status: 'failed', failure: decision.failure };
    case 'wait':
      return {
        status: 'waiting',
        wait: decision.wait,
        memo: decision.memo ?? context.memo,
        recheckAfterMs: decision.recheckAfterMs,
      };
    default:
      await context.recordIntent(decision.effect, decision.object);
      await definition.act?.(decision.action, context);
      return {
        status: 'waiting',
        wait: decision.then,
        memo: decision.memo ?? context.memo,
        // The effect may already have brought what the step waits for.
        recheckAfterMs: 0,
      };
  }
}

function parseInput<S extends z.ZodType, O, A>(
  definition: StepDefinition<S, O, A>,
  input: JsonObject,
): z.output<S> {
  const parsed = definition.input.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      `Input of step kind '${definition.kind}' is not valid: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  return parsed.data;
}
