import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { UPGRADE_PLUGIN_ID } from '@cluster-upgrade/plugin-upgrade-common';
import {
  SystemClock,
  SystemRandom,
  upgradeDriversExtensionPoint,
} from '@cluster-upgrade/plugin-upgrade-node';
import { createRouter } from './api/createRouter';
import { routeHandlers } from './api/routeHandlers';
import { DriverRegistry } from './clusters/DriverRegistry';
import { readUpgradeConfig } from './config';
import { openSealer } from './database/sealing/sealSecrets';
import { openUpgradeDatabase } from './database/UpgradeDatabase';
import { plainLogger } from './plainLogger';
import { registerPermissions } from './authorization/policy/registerPermissions';
import { scheduleRetention } from './scheduleRetention';
import { wireUpgrades } from './wireUpgrades';

/**
 * Upgrades of clusters: the engine that runs them and the REST API that asks for them.
 *
 * @public
 */
export const upgradePlugin = createBackendPlugin({
  pluginId: UPGRADE_PLUGIN_ID,
  register(env) {
    const drivers = new DriverRegistry();
    env.registerExtensionPoint(upgradeDriversExtensionPoint, drivers);
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        userInfo: coreServices.userInfo,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(given) {
        const deps = { ...given, logger: plainLogger(given.logger) };
        const config = readUpgradeConfig(deps.config);
        const database = await openUpgradeDatabase({
          database: deps.database,
          sealer: openSealer(deps.config, deps.logger),
          tells: config.isListenNotifyUsed,
        });
        const wired = wireUpgrades({
          ...deps,
          drivers,
          config,
          rootConfig: deps.config,
          database,
          clock: new SystemClock(),
          random: new SystemRandom(),
        });
        registerPermissions(deps.permissionsRegistry, wired.resources);
        const stopping = new AbortController();
        deps.httpRouter.use(
          createRouter({
            handlers: routeHandlers(wired.services),
            finders: wired.finders,
            catalog: wired.services.catalog,
            sealer: database.sealer,
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            stopping: stopping.signal,
          }),
        );
        await scheduleRetention({
          ...deps,
          ...wired.services,
          plans: wired.plans,
          retention: config.retention,
          database,
        });
        deps.lifecycle.addStartupHook(() => wired.start());
        // The plugin's own hook: the database is still open then, so leases can be given back.
        deps.lifecycle.addShutdownHook(async () => {
          stopping.abort(new Error('The backend is stopping'));
          await wired.stop();
        });
      },
    });
  },
});
