import {
  Threshold,
  ThresholdAction,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What holds where nobody said anything, as configured; its action is the platform's affair unless told. */
export type ConfiguredThreshold = Omit<Threshold, 'action'> & {
  action?: ThresholdAction;
};

/**
 * What holds where nobody said anything: a rollback, unless the configuration or the platform says
 * otherwise. Going back would leave a platform half-way whose parts don't.
 */
export function defaultThresholdOf(
  configured: ConfiguredThreshold,
  driver: { defaultThresholdAction?: ThresholdAction } | undefined,
): Threshold {
  return {
    ...configured,
    action: configured.action ?? driver?.defaultThresholdAction ?? 'rollback',
  };
}
