import {
  ActionAvailability,
  isSetAside,
  UpgradeAction,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What the head offers, from left to right. What comes and goes stands left, so that the rest stays. */
export const HEAD_ACTIONS = [
  'retry',
  'end',
  'pause',
  'resume',
  'cancel',
  'rollback',
] as const;

export type HeadAction = (typeof HEAD_ACTIONS)[number];

/** Whether and why not each action can be done on this page now. */
export interface RunActions {
  byAction: Record<UpgradeAction, ActionAvailability>;
  /** Why nothing can be done at all: what the page shows is not what is. */
  frozenBy?: string;
}

/** Why an action can't be done; undefined: it can. */
export function reasonAgainst(
  { byAction, frozenBy }: RunActions,
  action: UpgradeAction,
): string | undefined {
  const availability = byAction[action];
  return (
    frozenBy ?? (availability.available ? undefined : availability.reason.text)
  );
}

/** What an action is called now: an upgrade that was set aside has no failed step to try again. */
export function nameKeyOf<A extends UpgradeAction>(
  action: A,
  state: UpgradeState,
) {
  return action === 'retry' && isSetAside(state)
    ? ('progress.actions.takeUpAgain' as const)
    : (`progress.actions.${action}` as const);
}

/** What makes no sense now would only take up room. */
export function isOffered(
  action: HeadAction,
  { status, activePlan }: UpgradeState,
): boolean {
  const isPausing = status === 'paused' || status === 'pausing';
  switch (action) {
    case 'retry':
      return status === 'needs-attention';
    case 'end':
      return activePlan === 'cleanup' && status !== 'finished';
    case 'pause':
      return !isPausing && status !== 'finished';
    case 'resume':
      return isPausing;
    default:
      return status !== 'finished';
  }
}

/** True when the caller may do nothing of what is offered, for want of permissions. */
export function isOnlooker(
  actions: RunActions,
  offered: readonly HeadAction[],
): boolean {
  return (
    offered.length > 0 &&
    offered.every(action => {
      const availability = actions.byAction[action];
      return (
        !availability.available &&
        availability.reason.code === 'permission-missing'
      );
    })
  );
}
