import { objectText } from '@cluster-upgrade/plugin-upgrade-common';
import { JsonValue } from '@backstage/types';
import { z } from 'zod';
import { readObject } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { isSameJson } from '../../fields/isSameJson';
import { readPointer } from '../../fields/jsonPointer';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { withoutCredentials } from '../../secrecy/credentials';
import { withoutFreeValues } from '../../secrecy/redactJson';
import { conditionOf } from '../../workloads/pods';
import { awaiting, finish } from '../decisions';
import { right } from '../rights';
import { Expectation, waitConditionInput } from './waitConditionInput';

type Input = z.output<typeof waitConditionInput>;

/** A value shown in a sentence is cut after this many characters. */
const MAX_SHOWN = 120;

/**
 * `wait-condition`: an object of any kind says something about itself: a field has a value, or a
 * condition has a status. For platforms whose own operator does the work.
 *
 * @public
 */
export const waitCondition = defineStep({
  kind: 'wait-condition',
  input: waitConditionInput,
  rights: ({ object }) => [
    right(resourceTypeOf(object), ['get'], { namespace: object.namespace }),
  ],
  observe: context =>
    readObject(
      context,
      resourceTypeOf(context.input.object),
      keyOf(context.input.object),
    ),
  decide: decideCondition,
});

/**
 * Pure decision of `wait-condition`.
 *
 * @internal
 */
export function decideCondition(
  current: KubeObject | undefined,
  { input }: DecisionFacts<Input>,
): StepDecision<never> {
  if (!current) {
    return waitFor(input, {
      code: 'object-missing',
      text: `${objectText(input.object)} is not there yet`,
    });
  }
  if (input.isGenerationChecked && !isObserved(current)) {
    return waitFor(input, {
      code: 'change-not-observed',
      text: 'Its controller has not seen the latest change yet',
    });
  }
  const failing = input.failWhen.find(expectation =>
    holds(current, expectation),
  );
  if (failing) {
    return {
      do: 'fail',
      failure: {
        kind: 'measured',
        object: input.object,
        cause: {
          code: 'condition-failed',
          text: `${objectText(input.object)}: ${foundText(current, failing)}`,
        },
        remedy: input.stallRemedy,
      },
    };
  }
  return holds(current, input.until)
    ? finish('condition-met', `${objectText(input.object)}: ${input.title}`)
    : waitFor(input, {
        code: 'condition-not-met',
        text: `${foundText(current, input.until)}. If it stays so: ${input.stallRemedy}`,
      });
}

function isObserved({ metadata, status }: KubeObject): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

function holds(object: KubeObject, expectation: Expectation): boolean {
  if ('pointer' in expectation) {
    return isSameJson(
      readPointer(object, expectation.pointer) ?? null,
      expectation.equals,
    );
  }
  const condition = conditionOf(object, expectation.condition);
  return (
    condition?.status === expectation.status &&
    (expectation.reason === undefined ||
      condition.reason === expectation.reason)
  );
}

/** What the object says now, where an expectation looks. */
function foundText(object: KubeObject, expectation: Expectation): string {
  if ('pointer' in expectation) {
    const found = readPointer(object, expectation.pointer) ?? null;
    return `${expectation.pointer} is ${shown(found as JsonValue, expectation.pointer)}`;
  }
  const condition = conditionOf(object, expectation.condition);
  if (!condition) {
    return `condition ${expectation.condition} is not reported`;
  }
  const reason = condition.reason ? `, ${condition.reason}` : '';
  const message = condition.message
    ? `: ${withoutCredentials(condition.message).slice(0, MAX_SHOWN)}`
    : '';
  return `condition ${expectation.condition} is ${condition.status}${reason}${message}`;
}

/** Everybody who may read the upgrade sees it, so what people configured is left out. */
function shown(value: JsonValue, pointer: string): string {
  if (value === null) {
    return 'absent';
  }
  const text = JSON.stringify(
    withoutFreeValues(value, pointer.split('/').slice(1)),
  );
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function waitFor(
  input: Input,
  why: { code: string; text: string },
): StepDecision<never> {
  return {
    do: 'wait',
    wait: awaiting({
      kind: input.waitKind,
      object: input.object,
      condition: { code: 'condition-met', text: input.title },
      why,
      unblocks: { kind: input.unblocks },
    }),
  };
}
