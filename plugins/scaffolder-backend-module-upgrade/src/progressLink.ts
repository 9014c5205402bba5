/** Where a person watches an upgrade, within the portal. */
export function progressLink(upgradeId: string): string {
  return `/upgrades/runs/${encodeURIComponent(upgradeId)}`;
}
