import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry } from '../History';
import { StepLog } from './StepLog';

/**
 * What is wrong with committed events, each looked at with where the steps were before it.
 *
 * @param note - told of everything else that happened, in order
 */
export function eachEvent(
  history: readonly HistoryEntry[],
  check: (event: UpgradeEvent, steps: StepLog, atMs: number) => string[],
  note: (entry: HistoryEntry) => void = () => {},
): string[] {
  const steps = new StepLog();
  return history.flatMap(entry => {
    if (entry.what !== 'commit') {
      note(entry);
      return [];
    }
    return entry.events.flatMap(event => {
      const broken = check(event, steps, entry.atMs);
      steps.apply(event, entry.atMs);
      return broken;
    });
  });
}
