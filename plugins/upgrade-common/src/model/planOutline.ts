import { objectKey } from './objectRef';
import { PlanStep, UndoStep, UpgradePlan } from './plan';

/**
 * A step as the screens draw it: without what only the one who runs it needs.
 *
 * @public
 */
export interface StepOutline extends Pick<
  PlanStep,
  | 'id'
  | 'phaseId'
  | 'title'
  | 'lane'
  | 'subject'
  | 'reversibility'
  | 'limitMs'
  | 'pausing'
> {
  undo: UndoOutline[];
}

/** @public */
export type UndoOutline = Pick<UndoStep, 'id' | 'title' | 'when'>;

/**
 * A plan as the screens draw it. With thousands of nodes a plan has tens of megabytes, nearly all of
 * them inputs of steps.
 *
 * @public
 */
export interface PlanOutline extends Pick<
  UpgradePlan,
  'kind' | 'phases' | 'targets' | 'laneLimits' | 'changes'
> {
  steps: StepOutline[];
  /** How many objects the plan saves before its first write; absent: not said. */
  savedObjects?: number;
}

/**
 * The outline of a plan.
 *
 * @public
 */
export function outlinePlan(plan: UpgradePlan): PlanOutline {
  const { kind, phases, targets, laneLimits, changes, steps } = plan;
  return {
    kind,
    phases,
    ...(targets && { targets }),
    laneLimits,
    changes,
    steps: steps.map(outlineStep),
    savedObjects: new Set(plan.snapshot.map(({ object }) => objectKey(object)))
      .size,
  };
}

function outlineStep(step: PlanStep): StepOutline {
  return {
    id: step.id,
    phaseId: step.phaseId,
    title: step.title,
    lane: step.lane,
    subject: step.subject,
    reversibility: step.reversibility,
    limitMs: step.limitMs,
    pausing: step.pausing,
    undo: step.undo.map(undo => ({
      id: undo.id,
      title: undo.title,
      when: undo.when,
    })),
  };
}
