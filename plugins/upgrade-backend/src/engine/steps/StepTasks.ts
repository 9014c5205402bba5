import {
  PlanKind,
  PlanStep,
  StepState,
  UpgradePlan,
  WaitRequest,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  AccessRule,
  ClusterChange,
  ResourceType,
  StepOutcome,
} from '@cluster-upgrade/plugin-upgrade-node';
import { StoppedSteps } from '../decisions/decideNext';
import { noteProgress } from '../decisions/noteProgress';
import { settleStep, limitOf } from '../decisions/settleStep';
import { stillUnderWay } from '../decisions/stillUnderWay';
import { engineEvent } from '../decisions/transition';
import { EnginePorts } from '../EnginePorts';
import { LeaseKeeper } from '../lease/LeaseKeeper';
import { silencedWorkloads, skippedTargets } from './exceptions';
import { StepRunner } from './StepRunner';
import { StepSchedule } from './StepSchedule';
import { Entry, UpgradeJournal } from '../UpgradeJournal';

/** A look that began before its step's limit may end that much after it. */
const LIMIT_GRACE_MS = 5_000;

/** Errors in a row from which on people see them: one that passes at once is noise. */
const ERRORS_BEFORE_SHOWN = 2;

interface Task {
  abort: AbortController;
  done: Promise<void>;
}

/** The context of the steps' upgrade. */
export interface RunContext {
  journal: UpgradeJournal;
  lease: LeaseKeeper;
  epoch: number;
  /** Called when an answer was written or a step is due again. */
  onSettled: () => void;
}

/**
 * The reconciles in flight of one upgrade. Each runs on its own, writes its answer into the journal, and
 * is then scheduled anew.
 */
export class StepTasks {
  readonly #tasks = new Map<string, Task>();
  readonly #schedule: StepSchedule;
  /** What steps may read, by id; absent: unknown. */
  readonly #rights = new Map<string, readonly AccessRule[] | undefined>();
  /** What steps are told about a pause. */
  #isPausing = false;
  #silenced: UpgradeState['silenced'] | undefined;
  /** Resources whose watches are silent. */
  #silent: readonly ResourceType[] = [];

  constructor(
    private readonly ports: EnginePorts,
    private readonly runner: StepRunner,
    private readonly context: RunContext,
  ) {
    this.#schedule = new StepSchedule(ports.options, ports.random);
  }

  areInFlight(steps: StoppedSteps): boolean {
    return this.#inFlight(steps).length > 0;
  }

  /** Something changed in the cluster: who can see it looks. */
  wake({ resource, object }: ClusterChange): void {
    this.#schedule.wake(this.ports.clock.now(), stepId =>
      canSee(this.#rights.get(stepId), resource, object.metadata.namespace),
    );
  }

  /**
   * Begins the reconciles that are due, as far as there is room.
   *
   * @param steps - all that are under way
   * @param silent - resources whose watches are silent: steps that may read them are blind meanwhile
   */
  launchDue(
    plan: UpgradePlan,
    steps: readonly PlanStep[],
    silent: readonly ResourceType[],
  ): void {
    this.#silent = silent;
    const nowMs = this.ports.clock.now();
    this.#heedPeople(nowMs);
    this.#schedule.keepOnly(steps.map(({ id }) => id));
    for (const step of steps) {
      if (
        this.#tasks.size < this.ports.options.maxReconciles &&
        !this.#tasks.has(step.id) &&
        this.#schedule.isDue(step.id, nowMs)
      ) {
        this.#launch(plan.kind, step);
      }
    }
  }

  /** When the next reconcile begins; undefined: not before one in flight has ended. */
  nextDueAtMs(): number | undefined {
    if (this.#tasks.size >= this.ports.options.maxReconciles) {
      return undefined;
    }
    return this.#schedule.nextDueAtMs(id => !this.#tasks.has(id));
  }

  /**
   * Tells steps to stop and waits until they have, but not without end: the client of one that doesn't
   * listen refuses to write from now on. They are looked at as if for the first time when carried on.
   */
  async stop(steps: StoppedSteps = 'all'): Promise<void> {
    const tasks = this.#inFlight(steps);
    tasks.forEach(({ abort }) => abort.abort(new Error('The step must stop')));
    const grace = new AbortController();
    await Promise.race([
      Promise.all(tasks.map(({ done }) => done)),
      this.ports.clock
        .sleep(this.ports.options.stopGraceMs, grace.signal)
        .catch(() => {}),
    ]);
    grace.abort();
    this.#forget(steps);
  }

  #inFlight(steps: StoppedSteps): Task[] {
    return steps === 'all'
      ? [...this.#tasks.values()]
      : steps.flatMap(id => this.#tasks.get(id) ?? []);
  }

  #forget(steps: StoppedSteps): void {
    if (steps === 'all') {
      this.#tasks.clear();
      this.#rights.clear();
      this.#schedule.clear();
      return;
    }
    for (const id of steps) {
      this.#tasks.delete(id);
      this.#rights.delete(id);
      this.#schedule.forget(id);
    }
  }

  /** A pause that was asked for, or is over, is news to every step; so is a threshold that is switched off or on. */
  #heedPeople(nowMs: number): void {
    const { status, silenced } = this.context.journal.state;
    const isPausing = status === 'pausing';
    if (isPausing !== this.#isPausing || silenced !== this.#silenced) {
      this.#isPausing = isPausing;
      this.#silenced = silenced;
      this.#schedule.lookAtOnce(nowMs);
    }
  }

  #launch(kind: PlanKind, step: PlanStep): void {
    const abort = new AbortController();
    this.#rights.set(step.id, this.runner.rightsOf(step));
    this.#schedule.begun(step.id, this.ports.clock.now());
    const done = this.#reconcile(kind, step, abort.signal)
      .catch(error => this.#onError(step, error))
      .finally(() => {
        if (this.#tasks.get(step.id)?.abort === abort) {
          this.#tasks.delete(step.id);
        }
        this.context.onSettled();
      });
    this.#tasks.set(step.id, { abort, done });
  }

  /** A silent watch of what a step can't see hides nothing from it. */
  #isStale(stepId: string): boolean {
    const rights = this.#rights.get(stepId);
    return this.#silent.some(
      ({ group, plural }) =>
        rights === undefined ||
        rights.some(
          ({ apiGroup, resource }) => apiGroup === group && resource === plural,
        ),
    );
  }

  async #reconcile(
    kind: PlanKind,
    step: PlanStep,
    stopSignal: AbortSignal,
  ): Promise<void> {
    const { journal, lease, epoch } = this.context;
    const { id, clusterRef, connectionName, steps } = journal.state;
    const state = steps[kind][step.id];
    const isPausing = this.#isPausing;
    const reconciled = await this.runner.reconcile({
      step,
      state,
      memo: journal.memoOf(kind, step.id),
      snapshot: journal.snapshot,
      identity: { upgradeId: id, epoch, clusterRef },
      cluster: { clusterRef, connectionName },
      isPausing,
      skippedTargets: skippedTargets(journal),
      silencedWorkloads: silencedWorkloads(journal, this.ports.clock.now()),
      watchedSinceMs: this.#schedule.watchedSinceMs(
        step.id,
        this.ports.clock.now(),
        state.idleMs ?? 0,
        this.#isStale(step.id),
      ),
      timeoutMs: this.#timeoutOf(step, state),
      signal: AbortSignal.any([stopSignal, lease.signal]),
      isHeld: () => !stopSignal.aborted && lease.isHeld(),
      recordIntent: (effect, object) =>
        this.#record(kind, step, state, () => ({
          events: [
            engineEvent('step-intent', {
              plan: kind,
              stepId: step.id,
              effect,
              object,
            }),
          ],
        })),
    });
    const nowMs = this.ports.clock.now();
    if (reconciled.kind === 'answered') {
      await this.#settle(
        kind,
        step,
        state,
        isPausing ? reconciled.outcome : withoutHold(reconciled.outcome),
      );
    } else if (reconciled.kind === 'erred') {
      const errors = this.#schedule.failed(
        step.id,
        nowMs,
        reconciled.retryAfterMs,
      );
      if (
        errors >= ERRORS_BEFORE_SHOWN ||
        reconciled.isHung ||
        nowMs >= limitOf(step, state, nowMs)
      ) {
        await this.#showError(kind, step, state, reconciled.wait);
      }
    }
  }

  /** A look that hangs keeps neither its place nor its step's limit from being heeded. */
  #timeoutOf(step: PlanStep, state: StepState): number {
    const { clock, options } = this.ports;
    const leftMs = limitOf(step, state, clock.now()) - clock.now();
    return leftMs > 0
      ? Math.min(options.lookMs, leftMs + LIMIT_GRACE_MS)
      : options.lookMs;
  }

  async #settle(
    kind: PlanKind,
    step: PlanStep,
    state: StepState,
    outcome: StepOutcome,
  ): Promise<void> {
    const nowMs = this.ports.clock.now();
    const { journal } = this.context;
    let isNews = false;
    await journal.append(latest => {
      const before = stillUnderWay(latest, kind, step, state);
      // Resumed meanwhile: what was held then says nothing about the next pause.
      const answer =
        latest.status === 'pausing' ? outcome : withoutHold(outcome);
      const event = before && settleStep(kind, step, before, answer, nowMs);
      const memo = outcome.status === 'waiting' ? outcome.memo : undefined;
      const memos =
        before && !isSame(memo, journal.memoOf(kind, step.id))
          ? [{ plan: kind, stepId: step.id, memo }]
          : [];
      const progress = before && noteProgress(kind, step, latest, outcome);
      const events = [progress, event].filter(found => found !== undefined);
      isNews = events.length > 0 || memos.length > 0;
      return { events, memos };
    });
    this.#schedule.answered(
      step.id,
      nowMs,
      isNews,
      outcome.status === 'waiting' ? outcome.recheckAfterMs : undefined,
    );
  }

  async #showError(
    kind: PlanKind,
    step: PlanStep,
    state: StepState,
    wait: WaitRequest,
  ): Promise<void> {
    const nowMs = this.ports.clock.now();
    await this.context.journal.append(latest => {
      const before = stillUnderWay(latest, kind, step, state);
      const event =
        before &&
        settleStep(kind, step, before, { status: 'waiting', wait }, nowMs);
      return event && { events: [event] };
    });
  }

  /** @throws when the step must not act any more */
  async #record(
    kind: PlanKind,
    step: PlanStep,
    state: StepState,
    compose: () => Entry,
  ): Promise<void> {
    await this.context.journal.append(latest => {
      if (!stillUnderWay(latest, kind, step, state)) {
        throw new Error(
          `Step '${step.id}' of upgrade ${latest.id} was stopped; nothing may be done any more`,
        );
      }
      return compose();
    });
  }

  #onError(step: PlanStep, error: unknown): void {
    const { lease, journal } = this.context;
    this.#schedule.failed(step.id, this.ports.clock.now());
    if (lease.isHeld()) {
      this.ports.logger.warn(
        `The answer of step '${step.id}' of upgrade ${journal.state.id} could not be written: ${error}`,
      );
    }
  }
}

/**
 * Whether a step with these rights can see a change: its client answers for nothing else.
 *
 * @param rights - undefined: not known
 */
function canSee(
  rights: readonly AccessRule[] | undefined,
  { group, plural }: ResourceType,
  namespace: string | undefined,
): boolean {
  return (
    rights === undefined ||
    rights.some(
      rule =>
        rule.apiGroup === group &&
        rule.resource === plural &&
        (rule.namespace === undefined || rule.namespace === namespace),
    )
  );
}

function withoutHold(outcome: StepOutcome): StepOutcome {
  if (outcome.status !== 'waiting' || !outcome.wait.isSuspended) {
    return outcome;
  }
  const { isSuspended: _, ...wait } = outcome.wait;
  return { ...outcome, wait };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
