import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { TemplateProcessor } from './TemplateProcessor';

export const templateCatalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'templates',
  register(reg) {
    reg.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addProcessor(new TemplateProcessor());
      },
    });
  },
});
