import {
  Disruption,
  PlanStep,
  UndoStep,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PhaseId, RollbackPhaseId } from './phases';

export const NO_DISRUPTION: Disruption = { level: 'none', text: 'None' };

/** A step of this platform's plans; what is left out has the harmless value. */
export function planStep(
  step: Pick<PlanStep, 'id' | 'title' | 'kind' | 'input' | 'limitMs'> & {
    phaseId: PhaseId;
  } & Partial<PlanStep>,
): PlanStep {
  return {
    dependsOn: [],
    reversibility: 'nothing-to-revert',
    disruption: NO_DISRUPTION,
    undo: [],
    ...step,
  };
}

/** A step of the way back; what is left out has the harmless value. */
export function undoStep(
  step: Pick<UndoStep, 'id' | 'title' | 'kind' | 'input' | 'limitMs'> & {
    phaseId: RollbackPhaseId;
  } & Partial<UndoStep>,
): UndoStep {
  return { disruption: NO_DISRUPTION, when: 'rollback', ...step };
}

/** The same steps, one after the other; the first after `before`. */
export function inSequence(
  steps: readonly PlanStep[],
  before: readonly string[],
): PlanStep[] {
  return steps.map((step, index) => ({
    ...step,
    dependsOn: index === 0 ? [...before] : [steps[index - 1].id],
  }));
}

/** Ids of the steps that no other of them depends on. */
export function lastOf(steps: readonly PlanStep[]): string[] {
  const needed = new Set(steps.flatMap(({ dependsOn }) => dependsOn));
  return steps.map(({ id }) => id).filter(id => !needed.has(id));
}
