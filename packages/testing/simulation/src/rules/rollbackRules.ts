import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry, HistoryRules } from '../History';
import { eachEvent } from './eachEvent';
import { StepLog } from './StepLog';

/** Where the way back takes back what was never begun, or in another order than the scenario says. */
export function rollbackViolations(
  history: readonly HistoryEntry[],
  plan: UpgradePlan,
  { order = [] }: HistoryRules,
): string[] {
  return eachEvent(history, (event, steps) => {
    if (event.type !== 'step-started' || event.data.plan !== 'rollback') {
      return [];
    }
    const { stepId } = event.data;
    const early = order
      .filter(([, second]) => second === stepId)
      .map(([first]) => first)
      .filter(
        first =>
          isWanted(first, plan, steps) &&
          steps.find('rollback', first)?.status !== 'over',
      );
    return [
      ...(isWanted(stepId, plan, steps)
        ? []
        : [`'${stepId}' takes back what was never begun`]),
      ...(early.length > 0
        ? [`'${stepId}' began before ${early.join(', ')}`]
        : []),
    ];
  });
}

/** Whether a step was begun that declares this one as its way back. */
function isWanted(
  undoId: string,
  { steps: planned }: UpgradePlan,
  steps: StepLog,
): boolean {
  return planned.some(
    ({ id, undo }) =>
      undo.some(one => one.id === undoId) && steps.isBegun('upgrade', id),
  );
}
