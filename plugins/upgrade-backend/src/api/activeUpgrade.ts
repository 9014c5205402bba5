import { UpgradeStore, UpgradeSummary } from '../database/UpgradeStore';
import { ActiveUpgrade } from '../verification/startBlockers';
import { ApiServices } from './ApiServices';
import { Caller } from '../authorization/caller';

/** The unfinished upgrade of a cluster; the database allows no second one. */
export async function activeUpgradeOf(
  upgrades: UpgradeStore,
  clusterRef: string,
): Promise<UpgradeSummary | undefined> {
  const page = await upgrades.listUpgrades({
    clusterRef,
    isActive: true,
    limit: 1,
  });
  return page.upgrades.at(0);
}

/**
 * The unfinished upgrade that keeps a cluster from being upgraded: its own, or one of another entity of
 * the same API server, which is named only to who may see it.
 *
 * @param apiServerId - undefined where it isn't known
 */
export async function upgradeInTheWay(
  {
    upgrades,
    upgradeResources,
    visibility,
  }: Pick<ApiServices, 'upgrades' | 'upgradeResources' | 'visibility'>,
  clusterRef: string,
  apiServerId: string | undefined,
  caller: Caller,
): Promise<ActiveUpgrade | undefined> {
  const own = await activeUpgradeOf(upgrades, clusterRef);
  if (own) {
    const { id, requestedBy, toVersion } = own;
    return { id, requestedBy, toVersion };
  }
  const holder =
    apiServerId === undefined
      ? undefined
      : await upgrades.readLockHolder(apiServerId);
  if (!holder) {
    return undefined;
  }
  const [visible] = await visibility.visibleOf(
    [await upgradeResources.factsOf(holder.upgradeId)],
    caller.credentials,
  );
  return {
    id: holder.upgradeId,
    requestedBy: visible?.requestedBy,
    otherClusterRef: visible?.clusterRef,
  };
}
