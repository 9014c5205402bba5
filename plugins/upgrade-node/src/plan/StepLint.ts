import {
  objectKey,
  ObjectRef,
  objectText,
  PlanStep,
  SnapshotItem,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepHandler } from '../step/StepHandler';
import { PlanProblem } from './PlanProblem';
import { StepGraph } from './StepGraph';

type Runnable = PlanStep | UndoStep;

/** Give back what was borrowed, so they run in every outcome. */
const RETURNING_KINDS = new Set([
  'restore-cordon',
  'restore-scale',
  'stop-avoiding-nodes',
]);

/** Steps of these never go back by an undo of their own. */
const ONE_WAY = new Set(['forward-only', 'restore-backup']);

/**
 * Kinds, inputs, and whether every write can be taken back: a snapshot that holds what is written, and
 * an undo that restores it.
 *
 * @internal
 */
export class StepLint {
  readonly #handlerByKind: Map<string, StepHandler>;
  /** Keys of what the undo of each step writes, by the step's id. */
  readonly #restoredBy: Map<string, ReadonlySet<string>>;
  readonly #savedByKey: Map<string, SnapshotItem>;

  constructor(
    private readonly plan: UpgradePlan,
    private readonly graph: StepGraph,
    handlers: readonly StepHandler[],
  ) {
    this.#handlerByKind = new Map(
      handlers.map(handler => [handler.kind, handler]),
    );
    this.#restoredBy = new Map(
      plan.steps.map(step => [
        step.id,
        new Set(step.undo.flatMap(undo => this.#writesOf(undo)).map(objectKey)),
      ]),
    );
    this.#savedByKey = new Map(
      plan.snapshot.map(item => [objectKey(item.object), item]),
    );
  }

  problems(): PlanProblem[] {
    return this.plan.steps.flatMap(step => {
      const runnables: Runnable[] = [step, ...step.undo];
      const inputs = runnables.flatMap(run => this.#lintInput(run, step.id));
      return [
        ...inputs,
        ...step.undo.flatMap(undo => lintBorrowed(undo, step.id)),
        ...step.undo.flatMap(undo => this.#lintCreated(undo, step.id)),
        ...(this.plan.kind === 'upgrade' ? this.#lintWayBack(step) : []),
        ...runnables.flatMap(run => this.#lintSnapshotNeeds(run, step.id)),
      ];
    });
  }

  #lintInput({ kind, input, id }: Runnable, stepId: string): PlanProblem[] {
    const where = id === stepId ? 'Its' : `Its undo '${id}': the`;
    const handler = this.#handlerByKind.get(kind);
    if (!handler) {
      return [
        error('kind-unknown', `${where} kind '${kind}' has no handler`, stepId),
      ];
    }
    try {
      handler.parseInput(input);
      return [];
    } catch (caught) {
      const { message } = caught as Error;
      return [error('input-invalid', `${where} input: ${message}`, stepId)];
    }
  }

  #lintWayBack(step: PlanStep): PlanProblem[] {
    const unsaved = this.#writesOf(step).filter(object => !this.#saved(object));
    return [
      ...unsaved.map(object =>
        error(
          'snapshot-misses-write',
          `It writes ${objectText(object)}, which the snapshot does not hold`,
          step.id,
        ),
      ),
      ...(ONE_WAY.has(step.reversibility) ? [] : this.#lintUndo(step)),
    ];
  }

  #lintUndo(step: PlanStep): PlanProblem[] {
    if (step.reversibility !== 'nothing-to-revert' && step.undo.length === 0) {
      return [
        error(
          'undo-missing',
          `It says that it can be reverted ('${step.reversibility}') and has no undo`,
          step.id,
        ),
      ];
    }
    const before = [step.id, ...this.graph.ancestorsOf(step.id)];
    return this.#writesOf(step)
      .filter(object => {
        const key = objectKey(object);
        return !before.some(id => this.#restoredBy.get(id)?.has(key));
      })
      .map(object =>
        error(
          'undo-misses-write',
          `It writes ${objectText(object)}, and no undo of it or of a step before it restores that`,
          step.id,
        ),
      );
  }

  /** What is created has to go again; the step that restores it needs to be told, for the right to. */
  #lintCreated(undo: UndoStep, stepId: string): PlanProblem[] {
    const created = new Set(
      this.plan.changes
        .filter(({ action }) => action === 'create')
        .map(({ object }) => objectKey(object)),
    );
    return undo.kind === 'restore-object' && !undo.input.isCreated
      ? this.#writesOf(undo)
          .filter(object => created.has(objectKey(object)))
          .map(object =>
            error(
              'undo-keeps-created',
              `The plan creates ${objectText(object)}, and its undo '${undo.id}' lacks 'isCreated', without which it does not delete it`,
              stepId,
            ),
          )
      : [];
  }

  #lintSnapshotNeeds(run: Runnable, stepId: string): PlanProblem[] {
    return this.#ask(run, handler => handler.needsSnapshot).flatMap(need => {
      const item = this.#saved(need.object);
      const missing = item
        ? need.pointers.filter(pointer => !item.pointers.includes(pointer))
        : ['it'];
      return missing.map(what =>
        error(
          'snapshot-misses-need',
          `'${run.id}' restores ${objectText(need.object)}, and the snapshot does not hold ${what}`,
          stepId,
        ),
      );
    });
  }

  #saved(object: ObjectRef): SnapshotItem | undefined {
    return this.#savedByKey.get(objectKey(object));
  }

  #writesOf(run: Runnable): ObjectRef[] {
    return this.#ask(run, handler => handler.writes);
  }

  /** What a handler says about an input; nothing when it is silent, or the input is not valid. */
  #ask<T>(
    { kind, input }: Runnable,
    questionOf: (handler: StepHandler) => ((input: any) => T[]) | undefined,
  ): T[] {
    const handler = this.#handlerByKind.get(kind);
    const question = handler && questionOf(handler);
    if (!handler || !question) {
      return [];
    }
    try {
      return question.call(handler, handler.parseInput(input));
    } catch {
      // Reported by the rule about inputs.
      return [];
    }
  }
}

function lintBorrowed(undo: UndoStep, stepId: string): PlanProblem[] {
  return RETURNING_KINDS.has(undo.kind) && undo.when !== 'always'
    ? [
        error(
          'borrowed-not-returned',
          `Its undo '${undo.id}' gives back what was borrowed, so it must run 'always', not only in a rollback`,
          stepId,
        ),
      ]
    : [];
}

function error(rule: string, text: string, stepId: string): PlanProblem {
  return { severity: 'error', rule, text, stepId };
}
