import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry, HistoryRules } from '../History';
import { leaseViolations } from './leaseRules';
import { stepViolations } from './stepRules';
import { thresholdViolations } from './thresholdRules';
import { writeViolations } from './writeRules';

/**
 * What is wrong with a history that spans workers, database, cluster and people: the promises that no log
 * alone can show. Shares no code with what it judges.
 */
export function historyViolations(
  history: readonly HistoryEntry[],
  plan: UpgradePlan,
  rules: HistoryRules,
): string[] {
  return [
    ...leaseViolations(history),
    ...writeViolations(history, rules),
    ...stepViolations(history, plan, rules),
    ...thresholdViolations(history, rules),
  ];
}
