import { JsonObject, JsonValue } from '@backstage/types';
import {
  Message,
  objectKey,
  SnapshotObject,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterClient } from '../../ports/ClusterClient';
import { StepHandler, StepIdentity, StepOutcome } from '../../step/StepHandler';
import { TerminalStepError } from '../../step/TerminalStepError';
import { ClusterWorld } from './ClusterWorld';

/**
 * A step, and what it is run with.
 *
 * @public
 */
export interface TrialStep {
  handler: StepHandler;
  input: JsonObject;
  snapshot?: readonly SnapshotObject[];
}

/**
 * Who acts in a trial.
 *
 * @public
 */
export const TRIAL_IDENTITY: StepIdentity = {
  upgradeId: 'contract-upgrade',
  epoch: 1,
  clusterRef: 'resource:default/contract',
};

/** Looks again after this time when a step names none. */
const RECHECK_MS = 1_000;

/**
 * The process ended: nothing after it happens, and nothing of it is remembered.
 *
 * @public
 */
export class CrashError extends Error {
  override readonly name = 'CrashError';
}

/**
 * Runs one step in a world as the engine does, with crashes and errors on the way.
 *
 * @public
 */
export class StepTrial {
  /** What was recorded before effects, in order. */
  readonly intents: Message[] = [];
  readonly waits: WaitRequest[] = [];
  readonly transientErrors: unknown[] = [];
  #isPausing = false;
  #idleMs = 0;
  #watchedSinceMs: number;
  #memo: JsonValue | undefined;
  readonly #startedAtMs: number;

  constructor(
    private readonly world: ClusterWorld,
    private readonly step: TrialStep,
    private readonly client: ClusterClient = world.cluster,
    private readonly onLook: () => void = () => {},
  ) {
    this.#startedAtMs = world.clock.now();
    this.#watchedSinceMs = this.#startedAtMs;
  }

  /** One look, and at most one effect. */
  async reconcile(): Promise<StepOutcome> {
    const { handler, input, snapshot = [] } = this.step;
    const outcome = await handler.reconcile({
      input: handler.parseInput(input),
      cluster: this.client,
      clock: this.world.clock,
      signal: new AbortController().signal,
      identity: TRIAL_IDENTITY,
      startedAtMs: this.#startedAtMs,
      idleMs: this.#idleMs,
      skippedTargets: [],
      silencedWorkloads: [],
      watchedSinceMs: this.#watchedSinceMs,
      isPausing: this.#isPausing,
      memo: this.#memo,
      snapshotOf: object =>
        snapshot.find(saved => objectKey(saved.object) === objectKey(object)),
      recordIntent: async effect => {
        this.intents.push(effect);
      },
    });
    if (outcome.status === 'waiting') {
      this.waits.push(outcome.wait);
      this.#memo = outcome.memo;
    }
    return outcome;
  }

  /**
   * Until the step is done, failed, or its limit is over. Errors that may pass are waited out, and a
   * crash is followed by another process.
   *
   * @throws Error when the limit is over
   */
  async run(limitMs: number): Promise<StepOutcome> {
    const { clock } = this.world;
    const untilMs = clock.now() + limitMs;
    while (clock.now() <= untilMs) {
      const outcome = await this.#tryReconcile();
      this.onLook();
      if (outcome && outcome.status !== 'waiting') {
        return outcome;
      }
      await this.world.advance(outcome?.recheckAfterMs || RECHECK_MS);
    }
    const last = this.waits[this.waits.length - 1];
    throw new Error(
      `The step was not done within ${limitMs} ms; last it waited for: ${
        last ? `${last.condition.text} (${last.why.text})` : 'nothing'
      }`,
    );
  }

  /**
   * Asks for a pause and looks until the step is held.
   *
   * @throws Error when it is not held within the limit, or ends instead
   */
  async hold(limitMs: number): Promise<void> {
    const { clock } = this.world;
    const untilMs = clock.now() + limitMs;
    this.#isPausing = true;
    while (clock.now() <= untilMs) {
      const outcome = await this.#tryReconcile();
      if (outcome?.status === 'waiting' && outcome.wait.isSuspended) {
        return;
      }
      if (outcome && outcome.status !== 'waiting') {
        throw new Error(
          `The step ended as ${outcome.status}, and was not held`,
        );
      }
      await this.world.advance(outcome?.recheckAfterMs || RECHECK_MS);
    }
    throw new Error(`The step was not held within ${limitMs} ms`);
  }

  /** Lets time pass in which nobody looks after the step, then ends the pause. */
  async rest(durationMs: number): Promise<void> {
    await this.world.advance(durationMs);
    this.#idleMs += durationMs;
    this.#watchedSinceMs = this.world.clock.now();
    this.#isPausing = false;
  }

  async #tryReconcile(): Promise<StepOutcome | undefined> {
    try {
      return await this.reconcile();
    } catch (error) {
      if (error instanceof TerminalStepError) {
        return { status: 'failed', failure: error.failure };
      }
      this.transientErrors.push(error);
      return undefined;
    }
  }
}
