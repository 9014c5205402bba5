import {
  changedTargets,
  NewEvent,
  PlanKind,
  PlanStep,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepOutcome } from '@cluster-upgrade/plugin-upgrade-node';
import { engineEvent } from './transition';

/** Where a look has found targets that somebody else works on. Undefined: where they were known to be. */
export function noteProgress(
  plan: PlanKind,
  step: PlanStep,
  { targets: known }: UpgradeState,
  { targets: seen }: StepOutcome,
): NewEvent | undefined {
  const targets = seen && changedTargets(known, plan, seen);
  return (
    targets && engineEvent('step-progress', { plan, stepId: step.id, targets })
  );
}
