import { createApiRef } from '@backstage/frontend-plugin-api';
import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The upgrade backend as the screens see it.
 *
 * @public
 */
export const upgradeApiRef = createApiRef<UpgradeApi>().with({
  id: 'plugin.upgrade.client',
  pluginId: 'upgrade',
});
