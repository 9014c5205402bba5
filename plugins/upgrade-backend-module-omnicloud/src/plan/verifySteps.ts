import { PlanStep, UndoStep } from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { LIMITS_MS } from './limits';
import { planStep, undoStep } from './planStep';

/** Every part runs the target, nodes that joined meanwhile included. */
export function verifyTarget({ target }: PlanInput): PlanStep {
  return planStep({
    id: 'finalize/verify',
    phaseId: 'finalize',
    title: `Verify that every part runs ${target.version}`,
    ...verify(target.version),
  });
}

/** After a rollback; not where parts ran several versions before, since there is no one to compare with. */
export function verifyOldVersion({ inventory }: PlanInput): UndoStep {
  return undoStep({
    id: 'undo/verify',
    phaseId: 'rollback-verify',
    title: inventory.version
      ? `Verify that every part runs ${inventory.version}`
      : 'Verify that every part runs',
    ...verify(inventory.version),
  });
}

function verify(
  version: string | undefined,
): Pick<PlanStep, 'kind' | 'input' | 'limitMs'> {
  return {
    kind: 'omnicloud-verify-version',
    input: version === undefined ? {} : { version },
    limitMs: LIMITS_MS.verify,
  };
}
