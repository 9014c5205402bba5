import { JsonValue } from '@backstage/types';
import {
  Failure,
  Message,
  objectKey,
  ObjectRef,
  PlanStep,
  Snapshot,
  StepState,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  AccessRule,
  ClusterApiError,
  ClusterClient,
  ClusterUnreachableError,
  Clock,
  FencedClusterClient,
  RestrictedClusterClient,
  StepHandler,
  StepIdentity,
  StepOutcome,
  TerminalStepError,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterFailedError } from '../../clusters/ClusterFailedError';
import { withinTime } from '../../clusters/withinTime';
import { withoutCredentialsInTexts } from '../../redaction/redactTexts';
import { BoundCluster, ClusterAccess } from '../EnginePorts';

/** What one look at a step came to. */
export type Reconciled =
  | { kind: 'answered'; outcome: StepOutcome }
  /** Worth another try; `wait` is what people see meanwhile. */
  | { kind: 'erred'; wait: WaitRequest; retryAfterMs?: number; isHung?: true }
  /** It was told to stop, or the lease is gone: nothing is known. */
  | { kind: 'interrupted' };

/** A step, and what its handler is given. */
export interface StepRun {
  step: PlanStep;
  state: StepState;
  memo: JsonValue | undefined;
  snapshot: Snapshot | undefined;
  identity: StepIdentity;
  cluster: BoundCluster;
  isPausing: boolean;
  /** See `StepContext.skippedTargets`. */
  skippedTargets: readonly string[];
  /** See `StepContext.silencedWorkloads`. */
  silencedWorkloads: readonly ObjectRef[];
  /** Since when looks at it have followed one another without a gap. */
  watchedSinceMs: number;
  /** How long the look may take. */
  timeoutMs: number;
  signal: AbortSignal;
  /** False from the moment at which the worker may have lost its lease. */
  isHeld: () => boolean;
  recordIntent: (effect: Message, object?: ObjectRef) => Promise<void>;
}

/** An error of the engine's own side, which says nothing about the step. */
class IntentNotRecordedError extends Error {
  override readonly name = 'IntentNotRecordedError';
}

/**
 * One reconcile of one handler, with the rights that it declares and no others.
 */
export class StepRunner {
  constructor(
    private readonly ports: { clusters: ClusterAccess; clock: Clock },
    private readonly handlerOf: (kind: string) => StepHandler | undefined,
  ) {}

  /** Comes to its end in time, whatever the handler or the cluster do. */
  async reconcile(run: StepRun): Promise<Reconciled> {
    const { clock } = this.ports;
    const { timeoutMs, step } = run;
    const what = `the look of step '${step.id}'`;
    try {
      const outcome = await withinTime(
        signal => this.#reconcile(endedBy(signal, run)),
        { clock, timeoutMs, what },
      );
      return { kind: 'answered', outcome: withoutCredentialsIn(outcome) };
    } catch (error) {
      if (run.signal.aborted || !run.isHeld()) {
        return { kind: 'interrupted' };
      }
      if (error instanceof IntentNotRecordedError) {
        throw error.cause;
      }
      return readError(error, run);
    }
  }

  /** What a step may see and change; undefined when that can't be told. */
  rightsOf({ kind, input }: PlanStep): readonly AccessRule[] | undefined {
    const handler = this.handlerOf(kind);
    try {
      return handler?.rightsFor(handler.parseInput(input));
    } catch {
      // The reconcile says so, and ends the step.
      return undefined;
    }
  }

  async #reconcile(run: StepRun): Promise<StepOutcome> {
    const { step, identity, signal } = run;
    const handler = this.handlerOf(step.kind);
    if (!handler) {
      throw new TerminalStepError(noHandler(step));
    }
    const input = parseInput(handler, step);
    const client = await this.ports.clusters.clientFor(run.cluster);
    return handler.reconcile({
      input,
      cluster: guard(client, handler, input, run),
      clock: this.ports.clock,
      signal,
      identity,
      startedAtMs: run.state.startedAtMs ?? this.ports.clock.now(),
      idleMs: run.state.idleMs ?? 0,
      skippedTargets: run.skippedTargets,
      silencedWorkloads: run.silencedWorkloads,
      watchedSinceMs: Math.max(run.watchedSinceMs, run.state.startedAtMs ?? 0),
      isPausing: run.isPausing,
      memo: run.memo,
      snapshotOf: finder(run.snapshot),
      recordIntent: async (effect, object) => {
        try {
          await run.recordIntent(effect, object);
        } catch (error) {
          throw new IntentNotRecordedError(String(error), { cause: error });
        }
      },
    });
  }
}

/** Whatever a handler throws at a plan of another release, its step fails and the worker goes on. */
function parseInput(handler: StepHandler, step: PlanStep): unknown {
  try {
    const input = handler.parseInput(step.input);
    handler.rightsFor(input);
    return input;
  } catch (error) {
    throw new TerminalStepError(badInput(step, error));
  }
}

function guard(
  client: ClusterClient,
  handler: StepHandler,
  input: unknown,
  run: StepRun,
): ClusterClient {
  const fenced = new FencedClusterClient(client, {
    identity: run.identity,
    fence: () => {
      if (!run.isHeld()) {
        throw new Error(
          `Upgrade ${run.identity.upgradeId} is not held any more; nothing was sent`,
        );
      }
    },
  });
  return new RestrictedClusterClient(
    fenced,
    handler.rightsFor(input),
    `step kind '${handler.kind}'`,
  );
}

function finder(snapshot: Snapshot | undefined) {
  const objects = new Map(
    snapshot?.objects.map(saved => [objectKey(saved.object), saved]),
  );
  return (object: ObjectRef) => objects.get(objectKey(object));
}

function readError(error: unknown, { state }: StepRun): Reconciled {
  if (error instanceof TerminalStepError) {
    return answered(withoutCredentialsInTexts(error.failure));
  }
  return {
    kind: 'erred',
    // At the limit the same happens as if the handler had answered.
    wait: {
      ...withoutCredentialsInTexts(waitForApi(error)),
      atLimit: state.wait?.atLimit ?? 'fail-step',
    },
    retryAfterMs:
      error instanceof ClusterApiError ? error.retryAfterMs : undefined,
    ...(error instanceof ClusterFailedError && { isHung: true }),
  };
}

/** From the moment at which the look is over, its handler can neither change nor record anything. */
function endedBy(over: AbortSignal, run: StepRun): StepRun {
  return {
    ...run,
    signal: AbortSignal.any([run.signal, over]),
    isHeld: () => !over.aborted && run.isHeld(),
    recordIntent: async (effect, object) => {
      over.throwIfAborted();
      await run.recordIntent(effect, object);
      over.throwIfAborted();
    },
  };
}

/** Memos are for the handler alone, and are sealed. */
function withoutCredentialsIn(outcome: StepOutcome): StepOutcome {
  if (outcome.status !== 'waiting' || outcome.memo === undefined) {
    return withoutCredentialsInTexts(outcome);
  }
  const { memo, ...rest } = outcome;
  return { ...withoutCredentialsInTexts(rest), memo };
}

function answered(failure: Failure): Reconciled {
  return { kind: 'answered', outcome: { status: 'failed', failure } };
}

function waitForApi(error: unknown): WaitRequest {
  const isApi =
    error instanceof ClusterApiError ||
    error instanceof ClusterUnreachableError;
  const text = error instanceof Error ? error.message : String(error);
  return {
    kind: 'api',
    condition: isApi
      ? { code: 'api-answers', text: 'The cluster’s API carries it out' }
      : { code: 'step-works', text: 'The step can be carried out' },
    why: { code: isApi ? 'api-error' : 'step-error', text },
    unblocks: { kind: 'platform-team' },
    atLimit: 'fail-step',
  };
}

function noHandler(step: PlanStep): Failure {
  return {
    kind: 'error',
    cause: {
      code: 'step-kind-unknown',
      params: { kind: step.kind },
      text: `Nothing is installed that can run steps of kind '${step.kind}'`,
    },
    remedy:
      'Install the driver module that made this plan in every backend that runs upgrades, then retry.',
  };
}

function badInput(step: PlanStep, error: unknown): Failure {
  return {
    kind: 'error',
    cause: {
      code: 'step-input-invalid',
      params: { step: step.id },
      text: `The installed release can't read step '${step.id}' of kind '${step.kind}': ${
        error instanceof Error ? error.message : error
      }`,
    },
    remedy:
      'The plan was made by another release of the driver. Run that release until this upgrade is over, then retry; or cancel, and make a new plan.',
  };
}
