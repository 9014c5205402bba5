import { Threshold } from '../model/threshold';

/**
 * Whether so many instances can fail that the threshold is exceeded: one that allows as many failures
 * as there are instances never acts.
 *
 * @param desired - instances of the application; none at all is no reason to warn
 * @public
 */
export function canTrigger(
  { maxFailures, unit }: Pick<Threshold, 'maxFailures' | 'unit'>,
  desired: number,
): boolean {
  return desired === 0 || maxFailures < (unit === 'percent' ? 100 : desired);
}
