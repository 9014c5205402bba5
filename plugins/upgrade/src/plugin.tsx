import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { UpgradeClient } from '@cluster-upgrade/plugin-upgrade-common';
import { RiArrowUpCircleLine } from '@remixicon/react';
import { upgradeApiRef } from './apis';
import {
  catalogEntityRouteRef,
  newUpgradeRouteRef,
  reportRouteRef,
  rootRouteRef,
  runRouteRef,
} from './routes';

const upgradeApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: upgradeApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new UpgradeClient(deps),
    }),
});

const upgradePage = PageBlueprint.make({
  params: {
    path: '/upgrades',
    title: 'Upgrades',
    icon: <RiArrowUpCircleLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./UpgradeRouter').then(module => <module.UpgradeRouter />),
  },
});

/**
 * Upgrades of platform clusters: the fleet page, a tab on clusters, a card on Components.
 *
 * @public
 */
export const upgradePlugin = createFrontendPlugin({
  pluginId: 'upgrade',
  title: 'Upgrades',
  icon: <RiArrowUpCircleLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    newUpgrade: newUpgradeRouteRef,
    run: runRouteRef,
    report: reportRouteRef,
  },
  externalRoutes: { catalogEntity: catalogEntityRouteRef },
  extensions: [upgradeApi, upgradePage],
});
