import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { MarkdownGenerator } from './MarkdownGenerator';

export const markdownDocsModule = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown-docs',
  register(reg) {
    reg.registerInit({
      deps: { generators: techdocsGeneratorExtensionPoint },
      async init({ generators }) {
        // The extension point names Backstage's class, of which only `run` is called.
        generators.setTechdocsGenerator(
          new MarkdownGenerator() as unknown as TechdocsGenerator,
        );
      },
    });
  },
});
