import { PlanKind, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/** Plans of an upgrade that exist so far. */
export type Plans = Partial<Record<PlanKind, UpgradePlan>> & {
  upgrade: UpgradePlan;
};
