import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  ANNOTATION_WORKLOAD,
  CLUSTER_ENTITY_TYPE,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RiArrowUpCircleLine } from '@remixicon/react';
import { upgradeApiRef } from './apis';
import {
  catalogEntityRouteRef,
  clusterTabRouteRef,
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
      import('./UpgradeRouter').then(module => (
        // The older system's page has this landmark of its own, this one's has not.
        <main>
          <module.UpgradeRouter />
        </main>
      )),
  },
});

const clusterTab = EntityContentBlueprint.make({
  params: {
    path: 'upgrades',
    title: 'Upgrades',
    group: 'operation',
    icon: <RiArrowUpCircleLine />,
    filter: { kind: 'resource', 'spec.type': CLUSTER_ENTITY_TYPE },
    routeRef: clusterTabRouteRef,
    loader: () =>
      import('./entity/UpgradesTab').then(module => <module.UpgradesTab />),
  },
});

const upgradeCard = EntityCardBlueprint.make({
  name: 'upgrade',
  params: {
    type: 'content',
    filter: { kind: 'resource', 'spec.type': CLUSTER_ENTITY_TYPE },
    loader: () =>
      import('./entity/UpgradeCard').then(module => <module.UpgradeCard />),
  },
});

const thresholdCard = EntityCardBlueprint.make({
  name: 'threshold',
  params: {
    type: 'info',
    filter: {
      kind: 'component',
      [`metadata.annotations.${ANNOTATION_WORKLOAD}`]: { $exists: true },
    },
    loader: () =>
      import('./threshold/ThresholdCard').then(module => (
        <module.ThresholdCard />
      )),
  },
});

const clusterPicker = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: () =>
      import('./scaffolder/formFields').then(
        module => module.clusterPickerField,
      ),
  },
});

const versionPicker = FormFieldBlueprint.make({
  name: 'version-picker',
  params: {
    field: () =>
      import('./scaffolder/formFields').then(
        module => module.versionPickerField,
      ),
  },
});

const planPreview = FormFieldBlueprint.make({
  name: 'plan-preview',
  params: {
    field: () =>
      import('./scaffolder/formFields').then(module => module.planPreviewField),
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
    clusterTab: clusterTabRouteRef,
  },
  externalRoutes: { catalogEntity: catalogEntityRouteRef },
  extensions: [
    upgradeApi,
    upgradePage,
    clusterTab,
    upgradeCard,
    thresholdCard,
    clusterPicker,
    versionPicker,
    planPreview,
  ],
});
