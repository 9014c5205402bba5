import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { AccessRule, StepHandler } from '@cluster-upgrade/plugin-upgrade-node';
import { canonicalJson } from './canonicalJson';

/**
 * Every right that running a plan, and going back, needs on the cluster; each once.
 *
 * @throws InputError when a step's input isn't what its handler takes
 */
export function neededRights(
  plan: UpgradePlan,
  driverRights: readonly AccessRule[],
  handlers: readonly StepHandler[],
): AccessRule[] {
  const steps = plan.steps.flatMap(step => [step, ...step.undo]);
  const rules = steps.flatMap(({ kind, input }) => {
    const handler = handlers.find(one => one.kind === kind);
    // A kind without a handler is the plan linter's to find.
    return handler ? handler.rightsFor(handler.parseInput(input)) : [];
  });
  const byText = new Map(
    [...driverRights, ...rules].map(rule => [canonicalJson(rule), rule]),
  );
  return [...byText.values()];
}
