import { JsonObject } from '@backstage/types';
import { DecisionFacts } from '../../step/defineStep';
import { StepHandler } from '../../step/StepHandler';

/**
 * What a step's decision is given, with its input as a plan has it. The step began at 0, and a minute
 * has passed.
 *
 * @public
 */
export function decisionFacts<I>(
  handler: StepHandler<I>,
  input: JsonObject,
  facts: Partial<Omit<DecisionFacts<I>, 'input'>> = {},
): DecisionFacts<I> {
  return {
    nowMs: 60_000,
    startedAtMs: 0,
    idleMs: 0,
    watchedSinceMs: 0,
    isPausing: false,
    memo: undefined,
    ...facts,
    input: handler.parseInput(input),
  };
}
