import { UpgradeOutcome, UpgradeState } from './upgrade';

/**
 * How an upgrade ends whose active plan is not carried out in full: something of it was skipped, or given up with
 * what is left over. The page that asks for it and the engine that ends the upgrade say the same.
 *
 * @public
 */
export function outcomeShortOf({
  activePlan,
  rollback,
}: Pick<UpgradeState, 'activePlan' | 'rollback'>): UpgradeOutcome {
  if (activePlan === 'rollback') {
    return 'rolled-back-with-leftovers';
  }
  // A cleanup after a rollback: the way back was given up half way.
  return rollback ? 'rollback-failed' : 'stopped-mixed';
}
