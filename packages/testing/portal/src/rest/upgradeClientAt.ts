import { UpgradeClient } from '@cluster-upgrade/plugin-upgrade-common';

/** The upgrade API of a portal, as whoever the token belongs to. */
export function upgradeClientAt(url: string, token: string): UpgradeClient {
  return new UpgradeClient({
    discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
    token,
  });
}
