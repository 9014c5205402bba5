import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  availableActions,
  UPGRADE_ACTIONS,
  UpgradeAction,
  UpgradeState,
  UpgradeView,
  upgradeCancelPermission,
  upgradeSilencePermission,
  upgradeNotePermission,
  upgradePausePermission,
  upgradeRetryPermission,
  upgradeRollbackPermission,
  upgradeSkipPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  UpgradeResource,
  upgradeResourceRef,
} from '../../authorization/policy/resources';
import { ApiServices } from '../ApiServices';
import { firstRefusal } from '../firstRefusal';
import { Caller } from '../../authorization/caller';

const PERMISSIONS: Record<UpgradeAction, ResourcePermission> = {
  pause: upgradePausePermission,
  resume: upgradePausePermission,
  cancel: upgradeCancelPermission,
  rollback: upgradeRollbackPermission,
  retry: upgradeRetryPermission,
  skip: upgradeSkipPermission,
  end: upgradeCancelPermission,
  silence: upgradeSilencePermission,
  note: upgradeNotePermission,
};

/**
 * The state of an upgrade with what the caller may do, and why the rest can't be done.
 *
 * @param found - the upgrade as permissions see it, where it is at hand
 */
export async function viewUpgrade(
  services: Pick<ApiServices, 'authorizer' | 'upgradeResources' | 'clock'>,
  state: UpgradeState,
  caller: Caller,
  found?: UpgradeResource,
): Promise<UpgradeView> {
  const resource = found ?? (await services.upgradeResources.get(state.id));
  const permitted = await services.authorizer.availability(
    caller.credentials,
    upgradeResourceRef,
    [...new Set(Object.values(PERMISSIONS))],
    resource,
    {
      name: `this upgrade of ${state.clusterRef}`,
      ownerRef: resource.clusterOwnerRef,
    },
  );
  const possible = availableActions(state);
  const actions = Object.fromEntries(
    UPGRADE_ACTIONS.map(action => [
      action,
      // What nobody can do now needs no permission to say so.
      firstRefusal(possible[action], permitted(PERMISSIONS[action])),
    ]),
  ) as UpgradeView['actions'];
  return { state, actions, serverTimeMs: services.clock.now() };
}
