import { createBackendModule } from '@backstage/backend-plugin-api';
import { upgradeDriversExtensionPoint } from '@cluster-upgrade/plugin-upgrade-node';
import { omniCloudDriver } from './OmniCloudDriver';

/**
 * Teaches the upgrade plugin OmniCloud.
 *
 * @public
 */
export const upgradeModuleOmnicloud = createBackendModule({
  pluginId: 'upgrade',
  moduleId: 'omnicloud',
  register(registration) {
    registration.registerInit({
      deps: { drivers: upgradeDriversExtensionPoint },
      async init({ drivers }) {
        drivers.addDriver(omniCloudDriver);
      },
    });
  },
});
