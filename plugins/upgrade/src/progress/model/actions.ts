import {
  ActionAvailability,
  availableActions,
  UPGRADE_ACTIONS,
  UpgradeAction,
  UpgradeState,
  UpgradeView,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * What the caller may do now. The page is ahead of the last answer about rights, so the state decides
 * by the shared table, and what the server refused for another reason than the state stays refused.
 */
export function actionsNow(
  state: UpgradeState,
  view: UpgradeView | undefined,
): Record<UpgradeAction, ActionAvailability> {
  const now = availableActions(state);
  if (!view) {
    return now;
  }
  const then = availableActions(view.state);
  const entries = UPGRADE_ACTIONS.map(action => {
    const isForbidden =
      !view.actions[action].available && then[action].available;
    return [action, isForbidden ? view.actions[action] : now[action]] as const;
  });
  return Object.fromEntries(entries) as Record<
    UpgradeAction,
    ActionAvailability
  >;
}
