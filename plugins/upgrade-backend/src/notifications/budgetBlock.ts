import {
  UpgradeEvent,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';

/** A budget that calls for its owner at once: waiting never helps. */
const NEVER_ALLOWS = 'budget-never-allows';

/**
 * How long a budget may hold a drain up before its owner is notified: most let go by themselves. A page names
 * them sooner, for it takes it back in silence.
 */
const NOTIFY_AFTER_MS = 60_000;

/** A drain that waits for the budget of one application. */
export interface BudgetBlock {
  applicationId: string;
  wait: WaitReason;
}

/** The block that an event tells of, if any. */
export function budgetBlock(event: UpgradeEvent): BudgetBlock | undefined {
  if (event.type !== 'step-waiting') {
    return undefined;
  }
  const { wait } = event.data;
  const { kind, ref } = wait.unblocks;
  return wait.kind === 'budget' && kind === 'application-owner' && ref
    ? { applicationId: ref, wait }
    : undefined;
}

/** How long to wait before the owner is told; 0: now. */
export function callInMs({ wait }: BudgetBlock, nowMs: number): number {
  return wait.why.code === NEVER_ALLOWS
    ? 0
    : Math.max(0, wait.sinceMs + NOTIFY_AFTER_MS - nowMs);
}

/** Whether the step that the event tells of still waits for the same. */
export function isStillBlocked(
  event: UpgradeEvent,
  { steps }: UpgradeState,
): boolean {
  if (event.type !== 'step-waiting') {
    return false;
  }
  const { plan, stepId, wait } = event.data;
  const now = steps[plan]?.[stepId];
  return (
    now?.status === 'waiting' &&
    now.wait?.sinceMs === wait.sinceMs &&
    now.wait.why.text === wait.why.text
  );
}
