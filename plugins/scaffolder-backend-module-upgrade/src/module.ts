import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { UpgradeAccess } from './UpgradeAccess';
import { createPlanAction } from './actions/plan';
import { createStartAction } from './actions/start';
import { createWaitAction } from './actions/wait';

/**
 * Adds `upgrade:plan`, `upgrade:start` and `upgrade:wait` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleUpgrade = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'upgrade',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, discovery }) {
        const access = new UpgradeAccess({ auth, discovery });
        actions.addActions(
          createPlanAction(access),
          createStartAction(access),
          createWaitAction(access),
        );
      },
    });
  },
});
