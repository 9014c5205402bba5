import {
  UpgradeSummary,
  upgradeCancelPermission,
  upgradePausePermission,
  upgradePlanCreatePermission,
  upgradeRetryPermission,
  upgradeRollbackPermission,
  upgradeSkipPermission,
  upgradeStartPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../clusters/ClusterEntity';
import { clusterResourceRef, upgradeResourceRef } from './policy/resources';
import { Caller } from './caller';
import { Authorizer } from './authorize';

/** What starting an upgrade takes. */
const TO_START = [upgradePlanCreatePermission, upgradeStartPermission] as const;

/** Each ends what a running upgrade waits for. */
const TO_DECIDE = [
  upgradePausePermission,
  upgradeCancelPermission,
  upgradeRollbackPermission,
  upgradeRetryPermission,
  upgradeSkipPermission,
] as const;

/**
 * Asks the policy once for a whole list: may the caller act where a cluster waits for a person? That is to
 * decide on the upgrade that runs, or to plan and start one where none does.
 */
export async function mayActOn(
  authorizer: Authorizer,
  { credentials }: Caller,
): Promise<
  (cluster: ClusterEntity, activeUpgrade: UpgradeSummary | undefined) => boolean
> {
  const [start, decide] = await Promise.all([
    authorizer.decide(credentials, clusterResourceRef, TO_START),
    authorizer.decide(credentials, upgradeResourceRef, TO_DECIDE),
  ]);
  return (cluster, upgrade) =>
    upgrade
      ? TO_DECIDE.some(permission =>
          decide(permission, { ...upgrade, clusterOwnerRef: cluster.ownerRef }),
        )
      : TO_START.every(permission => start(permission, cluster));
}
