import { UpgradeEventType } from '@cluster-upgrade/plugin-upgrade-common';

/** Events that somebody is told about outside the page. */
const TOLD: ReadonlySet<UpgradeEventType> = new Set<UpgradeEventType>([
  'created',
  'paused',
  'needs-attention',
  'threshold-exceeded',
  'rollback-begun',
  'cancel-begun',
  'finished',
]);

export function isTold(type: UpgradeEventType): boolean {
  return TOLD.has(type);
}
