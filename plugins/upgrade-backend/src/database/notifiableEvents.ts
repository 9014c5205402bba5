import {
  ENGINE_ACTOR,
  UpgradeEvent,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';

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

export function isNotifiable(event: UpgradeEvent): boolean {
  return (
    TOLD.has(event.type) || isBudgetBlock(event) || isFailedAndSkipped(event)
  );
}

/** What a person skipped they know of themselves. */
function isFailedAndSkipped(event: UpgradeEvent): boolean {
  return event.type === 'lane-skipped' && event.data.by === ENGINE_ACTOR;
}

/** A drain that waits for the budget of an application, which only its owner can loosen. */
function isBudgetBlock(event: UpgradeEvent): boolean {
  return (
    event.type === 'step-waiting' &&
    event.data.wait.kind === 'budget' &&
    event.data.wait.unblocks.kind === 'application-owner'
  );
}
