import { createBackendModule } from '@backstage/backend-plugin-api';
import { upgradeDriversExtensionPoint } from '../../driver/extensionPoint';
import { exampleDriver } from './exampleDriver';

/**
 * Teaches the upgrade plugin the example platform.
 *
 * @public
 */
export const exampleModule = createBackendModule({
  pluginId: 'upgrade',
  moduleId: 'beacon',
  register(registration) {
    registration.registerInit({
      deps: { drivers: upgradeDriversExtensionPoint },
      async init({ drivers }) {
        drivers.addDriver(exampleDriver);
      },
    });
  },
});
