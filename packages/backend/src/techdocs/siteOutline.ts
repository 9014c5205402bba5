import { InputError } from '@backstage/errors';
import { parse } from 'yaml';

/** A page of the documentation, named as in `nav` of mkdocs.yml. */
export interface OutlinePage {
  title: string;
  /** Below the folder of the documentation, for example `decisions/0001.md`. */
  file: string;
}

/** Pages under a common heading. */
export interface OutlineSection {
  title: string;
  pages: readonly OutlineEntry[];
}

export type OutlineEntry = OutlinePage | OutlineSection;

/** What mkdocs.yml says, as far as it is understood here. */
export interface SiteOutline {
  name: string;
  description: string;
  folder: string;
  entries: readonly OutlineEntry[];
}

/**
 * Reads the settings that MkDocs would read, so that a portal with MkDocs builds the same pages.
 *
 * @throws InputError when a setting is missing or an entry of `nav` has no title
 */
export function parseOutline(mkdocsYaml: string): SiteOutline {
  const settings = parse(mkdocsYaml);
  if (!settings?.site_name || !Array.isArray(settings.nav)) {
    throw new InputError(
      'mkdocs.yml needs `site_name` and a list `nav` of titles and files',
    );
  }
  return {
    name: settings.site_name,
    description: settings.site_description ?? '',
    folder: settings.docs_dir ?? 'docs',
    entries: settings.nav.map(parseEntry),
  };
}

/** Every page in reading order. */
export function pagesOf(entries: readonly OutlineEntry[]): OutlinePage[] {
  return entries.flatMap(entry =>
    'file' in entry ? [entry] : pagesOf(entry.pages),
  );
}

function parseEntry(entry: unknown): OutlineEntry {
  const [pair, ...others] = Object.entries(entry ?? {});
  if (typeof entry !== 'object' || !pair || others.length > 0) {
    throw new InputError(
      `An entry of \`nav\` in mkdocs.yml is "Title: file.md" or "Title:" with a list, not ${JSON.stringify(
        entry,
      )}`,
    );
  }
  const [title, content] = pair;
  return Array.isArray(content)
    ? { title, pages: content.map(parseEntry) }
    : { title, file: String(content) };
}
