import {
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { WaitView, waitsForPeople, waitViews } from './waitViews';

/** Waits that somebody was called for, what is nearest to its limit first. */
export function needs(
  plan: PlanOutline | undefined,
  state: UpgradeState,
  calledMs: number,
): WaitView[] {
  return plan ? waitsForPeople(waitViews(plan, state), calledMs) : [];
}

export function isWaitingForPeople(
  plan: PlanOutline | undefined,
  state: UpgradeState,
  calledMs: number,
): boolean {
  return needs(plan, state, calledMs).length > 0;
}
