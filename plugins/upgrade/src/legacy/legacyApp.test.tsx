import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
  EntityLayout,
} from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { render, screen } from '@testing-library/react';
import {
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  CLUSTER_ENTITY_TYPE,
  UpgradeApi,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Route } from 'react-router-dom';
import { upgradeApiRef } from '../apis';
import {
  EntityUpgradesContent,
  isUpgradeCluster,
  upgradePlugin,
  UpgradesPage,
} from '../legacy';
import { clusterDetail, overview } from '../testFixtures/cluster';
import { fakeUpgradeApi, ScenarioApi } from '../testFixtures/fakeUpgradeApi';
import { runningScenario } from '../testFixtures/scenario';

const CLUSTER = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'prod-eu',
    namespace: 'default',
    annotations: {
      [ANNOTATION_PLATFORM]: 'omnicloud',
      [ANNOTATION_KUBERNETES_CLUSTER]: 'prod-eu',
    },
  },
  spec: { type: CLUSTER_ENTITY_TYPE, owner: 'operators' },
};

const clusterPage = (
  <EntityLayout>
    <EntityLayout.Route path="/upgrades" title="Upgrades" if={isUpgradeCluster}>
      <EntityUpgradesContent />
    </EntityLayout.Route>
  </EntityLayout>
);

function openPortal(path: string, answers: Partial<UpgradeApi>) {
  window.history.replaceState({}, '', path);
  const app = createApp({
    configLoader: async () => [
      {
        context: 'test',
        data: {
          app: { baseUrl: 'http://localhost', title: 'Test' },
          backend: { baseUrl: 'http://localhost' },
        },
      },
    ],
    plugins: [upgradePlugin],
    apis: [
      createApiFactory({
        api: upgradeApiRef,
        deps: {},
        factory: () => fakeUpgradeApi(answers),
      }),
      createApiFactory({
        api: catalogApiRef,
        deps: {},
        factory: () => catalogApiMock({ entities: [CLUSTER] }),
      }),
    ],
    bindRoutes({ bind }) {
      bind(upgradePlugin.externalRoutes, {
        catalogEntity: catalogPlugin.routes.catalogEntity,
      });
    },
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/catalog" element={<CatalogIndexPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          {clusterPage}
        </Route>
        <Route path="/upgrades" element={<UpgradesPage />} />
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);
}

describe('in a portal on the older frontend system', () => {
  it('shows the fleet, with links to the pages of the catalog', async () => {
    openPortal('/upgrades', {
      listClusters: async () => ({
        clusters: [overview()],
        hidden: 0,
        serverTimeMs: Date.now(),
      }),
    });
    expect(
      await screen.findByRole('link', { name: 'platform-operators' }),
    ).toHaveAttribute('href', '/catalog/default/group/platform-operators');
    expect(screen.getByRole('heading', { name: 'Upgrades' })).toBeVisible();
  });

  it('follows an upgrade', async () => {
    const api = new ScenarioApi(runningScenario({ nodes: 3, done: 1 }));
    openPortal('/upgrades/runs/u-1', {
      getUpgrade: api.getUpgrade,
      getUpgradePlanOutline: api.getUpgradePlanOutline,
      listEvents: api.listEvents,
      getCluster: async () => clusterDetail(),
    });
    expect(await screen.findByTestId('upgrade-sentence')).toHaveTextContent(
      '1 of 3 nodes',
    );
    expect(screen.getByRole('link', { name: 'Report' })).toHaveAttribute(
      'href',
      '/upgrades/runs/u-1/report',
    );
  });

  it('has the tab on the cluster, which leads to the wizard', async () => {
    openPortal('/catalog/default/resource/prod-eu/upgrades', {
      getCluster: async () => clusterDetail(),
      listUpgrades: async () => ({ upgrades: [], serverTimeMs: 0 }),
    });
    expect(
      await screen.findByRole('link', { name: 'Plan upgrade to 4.2.0' }),
    ).toHaveAttribute(
      'href',
      '/upgrades/new/resource/default/prod-eu?to=4.2.0',
    );
  });
});
