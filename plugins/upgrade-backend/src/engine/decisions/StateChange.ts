import { NewEvent, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/** Events that belong together, with the plan that they begin. */
export interface StateChange {
  events: NewEvent[];
  plan?: UpgradePlan;
}
