import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { upgradeDriversExtensionPoint } from '@cluster-upgrade/plugin-upgrade-node';
import { readWekaConfig } from './wekaConfig';
import { createWekaDriver } from './WekaDriver';

/**
 * Registers the Weka driver.
 *
 * @public
 */
export const upgradeModuleWeka = createBackendModule({
  pluginId: 'upgrade',
  moduleId: 'weka',
  register(reg) {
    reg.registerInit({
      deps: {
        drivers: upgradeDriversExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ drivers, config }) {
        drivers.addDriver(createWekaDriver(readWekaConfig(config)));
      },
    });
  },
});
