import { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  ANNOTATION_WORKLOAD,
  CLUSTER_ENTITY_TYPE,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import {
  catalogEntityRouteRef,
  clusterTabRouteRef,
  newUpgradeRouteRef,
  reportRouteRef,
  rootRouteRef,
  runRouteRef,
} from '../routes';

const root = convertLegacyRouteRef(rootRouteRef);
const clusterTab = convertLegacyRouteRef(clusterTabRouteRef);

/**
 * The plugin of the older frontend system.
 *
 * @public
 */
export const upgradePlugin = createPlugin({
  id: 'upgrade',
  apis: [
    createApiFactory({
      api: upgradeApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new UpgradeClient(deps),
    }),
  ],
  routes: {
    root,
    newUpgrade: convertLegacyRouteRef(newUpgradeRouteRef),
    run: convertLegacyRouteRef(runRouteRef),
    report: convertLegacyRouteRef(reportRouteRef),
    clusterTab,
  },
  externalRoutes: {
    catalogEntity: convertLegacyRouteRef(catalogEntityRouteRef),
  },
});

/**
 * All pages of the plugin; mount it at `/upgrades`, where notifications lead.
 *
 * @public
 */
export const UpgradesPage = upgradePlugin.provide(
  createRoutableExtension({
    name: 'UpgradesPage',
    mountPoint: root,
    component: () =>
      import('./LegacyUpgradesPage').then(module => module.LegacyUpgradesPage),
  }),
);

/**
 * The upgrades tab of a cluster's entity page.
 *
 * @public
 */
export const EntityUpgradesContent = upgradePlugin.provide(
  createRoutableExtension({
    name: 'EntityUpgradesContent',
    mountPoint: clusterTab,
    component: () =>
      import('./LegacyEntityContent').then(module => module.LegacyUpgradesTab),
  }),
);

/**
 * The card with version, state and running upgrade on a cluster's entity page.
 *
 * @public
 */
export const EntityUpgradeCard = upgradePlugin.provide(
  createComponentExtension({
    name: 'EntityUpgradeCard',
    component: {
      lazy: () =>
        import('./LegacyEntityContent').then(
          module => module.LegacyUpgradeCard,
        ),
    },
  }),
);

/**
 * The card with the failure threshold on a Component's entity page.
 *
 * @public
 */
export const EntityUpgradeSafetyCard = upgradePlugin.provide(
  createComponentExtension({
    name: 'EntityUpgradeSafetyCard',
    component: {
      lazy: () =>
        import('./LegacyEntityContent').then(
          module => module.LegacyThresholdCard,
        ),
    },
  }),
);

/**
 * Whether an entity is a cluster that the tab is for.
 *
 * @public
 */
export function isUpgradeCluster(entity: Entity): boolean {
  return (
    entity.kind.toLowerCase() === 'resource' &&
    entity.spec?.type === CLUSTER_ENTITY_TYPE
  );
}

/**
 * Whether an entity is an application that the threshold card is for.
 *
 * @public
 */
export function hasFailureThreshold(entity: Entity): boolean {
  return Boolean(entity.metadata.annotations?.[ANNOTATION_WORKLOAD]);
}
