import {
  durationText,
  Threshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Text } from '../parts/useText';

/** A threshold as a sentence. */
export function thresholdText(threshold: Threshold, t: Text): string {
  const { action, unit, maxFailures, mustLastMs } = threshold;
  const duration = durationText(mustLastMs);
  if (maxFailures === 0) {
    return t(`threshold.rule.${action}_none`, { duration });
  }
  return unit === 'percent'
    ? t(`threshold.rule.${action}_percent`, { value: maxFailures, duration })
    : t(`threshold.rule.${action}_count`, { count: maxFailures, duration });
}
