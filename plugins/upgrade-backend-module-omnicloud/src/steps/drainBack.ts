import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  drainNode,
  StepHandler,
  StepOutcome,
} from '@cluster-upgrade/plugin-upgrade-node';
import { z } from 'zod';

const drainBackInput = z.strictObject({
  node: z.string().min(1),
  unmanagedPods: z.enum(['refuse', 'evict']),
  emptyDirPods: z.enum(['refuse', 'evict']),
  /** How long disruption budgets are waited for, in milliseconds. */
  patienceMs: z.int().min(0),
});

type Input = z.output<typeof drainBackInput>;

const patienceMemo = z.object({ heldSinceMs: z.number() });

/**
 * `omnicloud-drain-back`: a node is drained on the way back, as far as disruption budgets allow.
 *
 * An upgrade is taken back because applications fail, and one that fails has no disruption to spare: a
 * drain that insists would hold up the very rollback that mends it. So budgets are waited for only as
 * long as moved pods need to come up; what they still hold then stays on the node while its agent is
 * replaced. Nothing is evicted against a budget.
 */
export const drainBack: StepHandler<Input> = {
  kind: 'omnicloud-drain-back',
  parseInput,
  rightsFor: input => drainNode.rightsFor(drainInput(input)),
  writes: input => drainNode.writes?.(drainInput(input)) ?? [],
  agreedInput: ({ patienceMs, ...input }) => ({
    ...drainNode.agreedInput?.(drainInput({ patienceMs, ...input })),
    patienceMs,
  }),
  async reconcile(context) {
    const { input, memo, clock } = context;
    const outcome = await drainNode.reconcile({
      ...context,
      input: drainInput(input),
      memo: undefined,
    });
    return withPatience(outcome, memo, clock.now(), input);
  },
};

/** Ends a drain that only budgets hold up, once they were waited for. Pure. */
export function withPatience(
  outcome: StepOutcome,
  memo: JsonValue | undefined,
  nowMs: number,
  { node, patienceMs }: Pick<Input, 'node' | 'patienceMs'>,
): StepOutcome {
  if (outcome.status !== 'waiting' || outcome.wait.kind !== 'budget') {
    return outcome;
  }
  const heldSinceMs = patienceMemo.safeParse(memo).data?.heldSinceMs ?? nowMs;
  const leftMs = heldSinceMs + patienceMs - nowMs;
  return leftMs > 0
    ? { ...outcome, memo: { heldSinceMs }, recheckAfterMs: leftMs }
    : {
        status: 'done',
        result: {
          code: 'node-drained-within-budgets',
          params: { node },
          text: `Node ${node} is drained as far as disruption budgets allow. ${outcome.wait.why.text}`,
        },
      };
}

function parseInput(input: JsonObject): Input {
  const parsed = drainBackInput.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      `Input of step kind 'omnicloud-drain-back' is not valid: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

function drainInput({ patienceMs: _, ...input }: Input) {
  return drainNode.parseInput(input);
}
