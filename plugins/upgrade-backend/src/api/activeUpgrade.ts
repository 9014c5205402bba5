import { UpgradeStore, UpgradeSummary } from '../database/UpgradeStore';

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
