import {
  UndoOutline,
  PlanOutline,
  StepOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { TargetView } from './targetViews';
import { runSteps } from './runModel';

/** How many targets an upgrade has touched. */
export interface TargetShares {
  done: number;
  underWay: number;
  untouched: number;
}

export function targetShares(targets: readonly TargetView[]): TargetShares {
  const done = targets.filter(isDone).length;
  const underWay = givenUp(targets).length;
  return { done, underWay, untouched: targets.length - done - underWay };
}

/** Those that were begun and are not through, or will not be. */
export function givenUp(targets: readonly TargetView[]): TargetView[] {
  return targets.filter(target => !isDone(target) && !isUntouched(target));
}

const isDone = ({ status }: TargetView) => status === 'done';

const isUntouched = ({ status }: TargetView) =>
  status === 'pending' || status === 'untouched' || status === 'returned';

/** What taking the upgrade back now would do. */
export interface RollbackEffect {
  /** Titles of the steps back, what was done last first, each once. */
  steps: string[];
  /** Titles of steps that were begun and can't be taken back. */
  notRestored: string[];
}

/**
 * A preview from the plan: the engine compiles the way back from the steps that were begun. What it
 * finds by then can differ by the steps that begin until it stops.
 */
export function rollbackEffect(
  plan: PlanOutline,
  state: UpgradeState,
): RollbackEffect {
  const begun = runSteps(plan, state).filter(
    ({ state: { status } }) => status !== 'pending',
  );
  return {
    steps: titlesOnce([...begun].reverse().flatMap(({ step }) => step.undo)),
    notRestored: begun
      .filter(({ step }) => step.reversibility === 'forward-only')
      .map(({ step }) => step.title),
  };
}

/**
 * What is given back when the upgrade stops where it is, or goes on without some of its steps. A lane
 * that is through has given back already what it borrowed, unless a way back was begun since.
 */
export function givenBack(
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[] = plan.steps,
): string[] {
  const unfinished = new Set(
    runSteps(plan, state, steps)
      .filter(({ state: { status } }) => status !== 'done')
      .map(({ step }) => step.lane?.id),
  );
  return titlesOnce(
    runSteps(plan, state, steps)
      .filter(({ state: { status } }) => status !== 'pending')
      .filter(
        ({ step: { lane } }) =>
          !lane || unfinished.has(lane.id) || state.rollback !== undefined,
      )
      .flatMap(({ step }) => step.undo.filter(undo => undo.when === 'always')),
  );
}

function titlesOnce(undo: readonly UndoOutline[]): string[] {
  return [...new Map(undo.map(({ id, title }) => [id, title])).values()];
}
