import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  GeneratorBase,
  GeneratorRunOptions,
} from '@backstage/plugin-techdocs-node';
import { renderSite } from './renderSite';
import { pagesOf, parseOutline } from './siteOutline';

/**
 * Builds the documentation from the mkdocs.yml that MkDocs would use, but without Python or a container:
 * the demo portal needs nothing besides Node. A portal of yours keeps Backstage's own generator.
 */
export class MarkdownGenerator implements GeneratorBase {
  async run(options: GeneratorRunOptions): Promise<void> {
    const { inputDir, outputDir, etag } = options;
    const outline = parseOutline(
      await readFile(join(inputDir, 'mkdocs.yml'), 'utf8'),
    );
    const sources = new Map<string, string>();
    for (const { file } of pagesOf(outline.entries)) {
      sources.set(
        file,
        await readFile(join(inputDir, outline.folder, file), 'utf8'),
      );
    }
    const files = renderSite(outline, sources);
    files.set(
      'techdocs_metadata.json',
      JSON.stringify({
        site_name: outline.name,
        site_description: outline.description,
        build_timestamp: Date.now(),
        etag,
        files: [...files.keys()],
      }),
    );
    for (const [file, content] of files) {
      const path = join(outputDir, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }
}
