import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  createFrontendModule,
  ApiBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, within } from '@testing-library/react';
import {
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  ANNOTATION_WORKLOAD,
  CLUSTER_ENTITY_TYPE,
  UpgradeApi,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from './apis';
import upgradePlugin from '.';
import { clusterDetail, overview } from './testFixtures/cluster';
import { fakeUpgradeApi } from './testFixtures/fakeUpgradeApi';

const entity = {
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
  spec: { type: CLUSTER_ENTITY_TYPE },
};

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: { [ANNOTATION_WORKLOAD]: 'shop/checkout' },
  },
};

const answering = (answers: Partial<UpgradeApi>) =>
  createFrontendModule({
    pluginId: 'upgrade',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: upgradeApiRef,
            deps: {},
            factory: () => fakeUpgradeApi(answers),
          }),
      }),
    ],
  });

describe('in a portal on the new frontend system', () => {
  it('has the fleet page at /upgrades', async () => {
    renderTestApp({
      features: [
        upgradePlugin,
        catalogPlugin,
        answering({
          listClusters: async () => ({
            clusters: [overview()],
            hidden: 0,
            serverTimeMs: Date.now(),
          }),
        }),
      ],
      apis: [[catalogApiRef, catalogApiMock()]],
      initialRouteEntries: ['/upgrades'],
    });
    expect(
      await screen.findByRole('link', { name: 'platform-operators' }),
    ).toHaveAttribute('href', '/catalog/default/group/platform-operators');
  });

  it('has the tab on clusters', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        upgradePlugin.getExtension('entity-content:upgrade'),
      ],
      apis: [
        [
          upgradeApiRef,
          fakeUpgradeApi({
            getCluster: async () => clusterDetail(),
            listUpgrades: async () => ({ upgrades: [], serverTimeMs: 0 }),
          }),
        ],
      ],
    });
    expect(
      await screen.findByRole('region', { name: 'Now' }),
    ).toBeInTheDocument();
  });

  it('has a card on the overview of clusters', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        upgradePlugin.getExtension('entity-card:upgrade/upgrade'),
      ],
      apis: [
        [
          upgradeApiRef,
          fakeUpgradeApi({ getCluster: async () => clusterDetail() }),
        ],
      ],
    });
    const card = await screen.findByRole('region', { name: 'Upgrades' });
    expect(await within(card).findByText('4.1.0')).toBeVisible();
    expect(card).toHaveTextContent('Plan the upgrade to 4.2.0.');
  });

  it('has the safety card on Components that name a workload, and on no others', async () => {
    const getThreshold = jest.fn(() => new Promise<never>(() => {}));
    const show = (of: typeof component) =>
      renderTestApp({
        extensions: [
          createTestEntityPage({ entity: of }),
          upgradePlugin.getExtension('entity-card:upgrade/threshold'),
        ],
        apis: [[upgradeApiRef, fakeUpgradeApi({ getThreshold })]],
      });
    const { unmount } = show(component);
    expect(await screen.findByText('Upgrade safety')).toBeVisible();
    unmount();
    show({
      ...component,
      metadata: { name: 'other', annotations: {} as never },
    });
    expect(screen.queryByText('Upgrade safety')).toBeNull();
  });

  it('offers its form fields to the scaffolder', async () => {
    const { formFieldLoader } = FormFieldBlueprint.dataRefs;
    const loaders = [
      createExtensionTester(
        upgradePlugin.getExtension(
          'scaffolder-form-field:upgrade/cluster-picker',
        ),
      ).get(formFieldLoader),
      createExtensionTester(
        upgradePlugin.getExtension(
          'scaffolder-form-field:upgrade/version-picker',
        ),
      ).get(formFieldLoader),
    ];
    for (const load of loaders) {
      expect((await load()).$$type).toBe('@backstage/scaffolder/FormField');
    }
  });
});
