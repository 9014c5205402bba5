import {
  ActionAvailability,
  availableActions,
  UPGRADE_ACTIONS,
  UpgradeAction,
  UpgradeState,
  UpgradeView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeResourceRef } from '../../permissions/resources';
import { ApiServices } from '../ApiServices';
import { missingPermission } from '../authorization/authorize';
import { Caller } from '../RouteHandler';

const PERMISSIONS: Record<UpgradeAction, string> = {
  pause: 'upgrade.pause',
  resume: 'upgrade.pause',
  cancel: 'upgrade.cancel',
  rollback: 'upgrade.rollback',
  retry: 'upgrade.retry',
  disregard: 'upgrade.disregard',
  note: 'upgrade.note',
};

/** The state of an upgrade with what the caller may do, and why the rest can't be done. */
export async function viewUpgrade(
  services: Pick<ApiServices, 'authorizer' | 'upgradeResources' | 'clock'>,
  state: UpgradeState,
  caller: Caller,
): Promise<UpgradeView> {
  const resource = await services.upgradeResources.get(state.id);
  const isPermitted = await services.authorizer.decide(
    caller.credentials,
    upgradeResourceRef,
    [...new Set(Object.values(PERMISSIONS))],
  );
  const byState = availableActions(state);
  const actions = Object.fromEntries(
    UPGRADE_ACTIONS.map(action => {
      const permission = PERMISSIONS[action];
      const answer: ActionAvailability =
        isPermitted(permission, resource) || !byState[action].available
          ? byState[action]
          : missingPermission(permission, {
              name: `this upgrade of ${state.clusterRef}`,
              ownerRef: resource.clusterOwnerRef,
            });
      return [action, answer];
    }),
  ) as UpgradeView['actions'];
  return { state, actions, serverTimeMs: services.clock.now() };
}
