/**
 * The plugin by itself, against an API and a catalog of examples: `yarn workspace
 * @cluster-upgrade/plugin-upgrade start`. Nothing else has to run.
 */
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import upgradePlugin from '../src';
import { upgradeApiRef } from '../src/apis';
import { exampleApi } from './exampleApi';
import { exampleEntities } from './exampleEntities';

const exampleCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () =>
            new InMemoryCatalogClient({ entities: exampleEntities }),
        }),
    }),
  ],
});

const exampleUpgrades = createFrontendModule({
  pluginId: 'upgrade',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: upgradeApiRef,
          deps: {},
          factory: () => exampleApi(),
        }),
    }),
  ],
});

createDevApp({
  features: [catalogPlugin, exampleCatalog, upgradePlugin, exampleUpgrades],
});
