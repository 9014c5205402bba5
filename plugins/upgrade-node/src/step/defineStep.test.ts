import { z } from 'zod';
import { ClusterApiError } from '../ports/ClusterApiError';
import { VirtualClock } from '../testUtils/VirtualClock';
import { defineStep, StepDecision } from './defineStep';
import { StepContext } from './StepHandler';
import { TerminalStepError } from './TerminalStepError';

const message = (text: string) => ({ code: 'x', text });
const wait = {
  kind: 'condition',
  condition: message('c'),
  why: message('w'),
  unblocks: { kind: 'nobody-needed' },
  atLimit: 'fail-step',
} as const;

/** A step that decides as told, and writes down what happened in which order. */
function stepThat(decision: StepDecision<string>, error?: Error) {
  const order: string[] = [];
  const handler = defineStep({
    kind: 'test-step',
    input: z.strictObject({ name: z.string() }),
    rights: () => [],
    async observe() {
      order.push('observe');
      if (error) {
        throw error;
      }
    },
    decide: (): StepDecision<string> => decision,
    async act(action) {
      order.push(`act ${action}`);
    },
  });
  const context = {
    input: { name: 'n' },
    clock: new VirtualClock(),
    startedAtMs: 0,
    idleMs: 0,
    watchedSinceMs: 0,
    isPausing: false,
    memo: { old: true },
    recordIntent: async () => {
      order.push('intent');
    },
  } as unknown as StepContext<{ name: string }>;
  return {
    handler,
    context,
    order,
    reconcile: () => handler.reconcile(context),
  };
}

describe('defineStep', () => {
  it('records the intent before the one effect, and looks again at once', async () => {
    const { order, reconcile } = stepThat({
      do: 'act',
      action: 'a',
      effect: message('e'),
      then: wait,
      memo: { new: true },
    });
    await expect(reconcile()).resolves.toEqual({
      status: 'waiting',
      wait,
      memo: { new: true },
      recheckAfterMs: 0,
    });
    expect(order).toEqual(['observe', 'intent', 'act a']);
  });

  it('says where targets are, whatever it decided', async () => {
    const handler = defineStep({
      kind: 'test-step',
      input: z.strictObject({ name: z.string() }),
      rights: () => [],
      observe: async () => ({ version: '2' }),
      targets: ({ version }, { name }) => ({
        [name]: { status: 'done', version },
      }),
      decide: () => ({ do: 'finish', result: message('r') }),
    });
    const { context } = stepThat({ do: 'finish', result: message('r') });
    await expect(handler.reconcile(context)).resolves.toEqual({
      status: 'done',
      result: message('r'),
      targets: { n: { status: 'done', version: '2' } },
    });
  });

  it.each<[string, StepDecision<string>, object]>([
    [
      'finish',
      { do: 'finish', result: message('r') },
      { status: 'done', result: message('r') },
    ],
    [
      'wait',
      { do: 'wait', wait, recheckAfterMs: 5 },
      { status: 'waiting', wait, memo: { old: true }, recheckAfterMs: 5 },
    ],
    [
      'fail',
      {
        do: 'fail',
        failure: { kind: 'error', cause: message('f'), remedy: 'r' },
      },
      {
        status: 'failed',
        failure: { kind: 'error', cause: message('f'), remedy: 'r' },
      },
    ],
  ])(
    'changes nothing when the decision is to %s',
    async (_, decision, outcome) => {
      const { order, reconcile } = stepThat(decision);
      await expect(reconcile()).resolves.toEqual(outcome);
      expect(order).toEqual(['observe']);
    },
  );

  const finish: StepDecision<string> = { do: 'finish', result: message('r') };

  it.each([
    [403, [], 'api-forbidden'],
    [422, [], 'api-rejected'],
    [400, [], 'api-rejected'],
  ])(
    'ends on an answer %i, which stays the same',
    async (status, causes, code) => {
      const cause = new ClusterApiError(status, '', 'no', causes);
      const { reconcile } = stepThat(finish, cause);
      const error = await reconcile().catch(caught => caught);
      expect(error).toBeInstanceOf(TerminalStepError);
      expect(error.failure.cause.code).toBe(code);
      expect(error.cause).toBe(cause);
    },
  );

  it.each([
    [401, []],
    [403, [{ reason: 'NamespaceTerminating' }]],
    [404, []],
    [409, []],
    [429, []],
    [500, []],
  ])('passes on an answer %i, which may change', async (status, causes) => {
    const error = new ClusterApiError(status, '', 'later', causes);
    const { reconcile } = stepThat(finish, error);
    await expect(reconcile()).rejects.toBe(error);
  });

  it('names the field of an input that does not fit', () => {
    const { handler } = stepThat(finish);
    expect(() => handler.parseInput({ name: 1 })).toThrow(
      /Input of step kind 'test-step' is not valid:[\s\S]*name/,
    );
  });
});
