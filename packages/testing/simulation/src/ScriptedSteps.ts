import { JsonObject } from '@backstage/types';
import { WaitRequest } from '@cluster-upgrade/plugin-upgrade-common';
import {
  StepContext,
  StepHandler,
  StepOutcome,
} from '@cluster-upgrade/plugin-upgrade-node';

/** What a step answers to its n-th look, counted from 1 over all workers. */
export type Script = (
  context: StepContext,
  look: number,
) => StepOutcome | Promise<StepOutcome>;

export const DONE: StepOutcome = {
  status: 'done',
  result: { code: 'ok', text: 'It is done' },
};

export const BAD = {
  kind: 'measured',
  cause: { code: 'bad', text: 'It is bad' },
  remedy: 'Mend it.',
} as const;

export const FAILED: StepOutcome = { status: 'failed', failure: BAD };

export function waitingFor(
  code: string,
  wait: Partial<WaitRequest> = {},
  more: { recheckAfterMs?: number; memo?: JsonObject } = {},
): StepOutcome {
  return {
    status: 'waiting',
    wait: {
      kind: 'condition',
      condition: { code, text: `${code} is met` },
      why: { code: 'not-yet', text: 'Not yet' },
      unblocks: { kind: 'nobody-needed' },
      atLimit: 'fail-step',
      ...wait,
    },
    ...more,
  };
}

/**
 * Steps of kind `scripted`, whose input's `script` (else `default`) names what they answer. Without a
 * script a step does one thing at its first look and is done at the second.
 */
export class ScriptedSteps {
  readonly #scripts = new Map<string, Script>();
  readonly #looks = new Map<string, number>();
  /** Every effect, in order. */
  readonly effects: Array<{ script: string; epoch: number; atMs: number }> = [];

  readonly handler: StepHandler<JsonObject> = {
    kind: 'scripted',
    parseInput: input => input,
    rightsFor: () => [
      { apiGroup: '', resource: 'configmaps', verbs: ['create'] },
    ],
    reconcile: context => this.#reconcile(context),
  };

  on(script: string, answer: Script): this {
    this.#scripts.set(script, answer);
    return this;
  }

  looksOf(script: string): number {
    return this.#looks.get(script) ?? 0;
  }

  async #reconcile(context: StepContext<JsonObject>): Promise<StepOutcome> {
    const script = String(context.input.script ?? 'default');
    const look = this.looksOf(script) + 1;
    this.#looks.set(script, look);
    const answer = this.#scripts.get(script);
    return answer ? answer(context, look) : this.#actOnce(script, context);
  }

  async #actOnce(
    script: string,
    context: StepContext<JsonObject>,
  ): Promise<StepOutcome> {
    if (this.effects.some(effect => effect.script === script)) {
      return DONE;
    }
    await context.recordIntent({ code: 'act', text: `Does ${script}` });
    this.effects.push({
      script,
      epoch: context.identity.epoch,
      atMs: context.clock.now(),
    });
    return waitingFor('done', {}, { recheckAfterMs: 0 });
  }
}

/** Input of a step that has a script, or at least effects, of its own. */
export function scripted(script: string): JsonObject {
  return { script };
}
