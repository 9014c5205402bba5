import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import MarkdownIt from 'markdown-it';
import { OutlineEntry, pagesOf, SiteOutline } from './siteOutline';

/** One entry of the search index, as TechDocs' collator reads it. */
interface IndexedText {
  location: string;
  title: string;
  text: string;
}

type Token = ReturnType<MarkdownIt['parse']>[number];

interface Heading {
  level: number;
  id: string;
  text: string;
}

/**
 * The files of a documentation site by path: a page of HTML per page of Markdown, and a search index.
 * Pages carry the class names of MkDocs' Material theme, which TechDocs' reader lays out.
 *
 * @param sources - the Markdown of every page of the outline, by file
 */
export function renderSite(
  outline: SiteOutline,
  sources: ReadonlyMap<string, string>,
): Map<string, string> {
  const files = new Map<string, string>();
  const index: IndexedText[] = [];
  for (const { file, title } of pagesOf(outline.entries)) {
    const page = renderPage(file, sources.get(file) ?? '', sources);
    const folder = folderOf(file);
    files.set(
      posix.join(folder, 'index.html'),
      document(
        title,
        posix.relative(folder, stylesheet),
        navigation(outline.entries, file),
        contents(page.headings),
        page.html,
      ),
    );
    index.push({ location: withSlash(folder), title, text: page.text });
  }
  files.set(stylesheet, style);
  files.set(
    'search/search_index.json',
    JSON.stringify({ config: { lang: ['en'] }, docs: index }),
  );
  return files;
}

function renderPage(
  file: string,
  source: string,
  sources: ReadonlyMap<string, string>,
): { html: string; headings: Heading[]; text: string } {
  const markdown = new MarkdownIt({ html: false });
  const tokens = markdown.parse(source, {});
  for (const token of tokens) {
    redirectLinks(token.children ?? [], file, sources);
  }
  const headings = headingsOf(tokens);
  return {
    html: markdown.renderer.render(tokens, markdown.options, {}),
    headings,
    text: tokens
      .filter(({ type }) => type === 'inline' || type === 'fence')
      .map(textOf)
      .join('\n'),
  };
}

/** Links to other pages lead to where these are; those to files outside become what they are called. */
function redirectLinks(
  tokens: readonly Token[],
  file: string,
  sources: ReadonlyMap<string, string>,
): void {
  let isOutside = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href'));
      const target = targetOf(href, file, sources);
      isOutside = target === undefined;
      if (target === undefined) {
        token.tag = 'span';
        token.attrs = [['title', posix.join(posix.dirname(file), href)]];
      } else {
        token.attrSet('href', target);
      }
    } else if (token.type === 'link_close' && isOutside) {
      token.tag = 'span';
    }
  }
}

/** Where a link of a page leads on the site; undefined: to nothing that is part of it. */
function targetOf(
  href: string,
  file: string,
  sources: ReadonlyMap<string, string>,
): string | undefined {
  if (/^([a-z]+:|#)/i.test(href)) {
    return href;
  }
  const [path, fragment] = href.split('#');
  const target = posix.join(posix.dirname(file), path);
  return sources.has(target)
    ? `${pathBetween(file, target)}${fragment ? `#${fragment}` : ''}`
    : undefined;
}

/** Gives every heading an address: its words, as MkDocs would write them. */
function headingsOf(tokens: readonly Token[]): Heading[] {
  return tokens.flatMap((token, at) => {
    if (token.type !== 'heading_open') {
      return [];
    }
    const text = textOf(tokens[at + 1]);
    const id = text
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/[\s-]+/g, '-');
    token.attrSet('id', id);
    return [{ level: Number(token.tag.slice(1)), id, text }];
  });
}

/** A token's words without their marks. */
function textOf(token: Token): string {
  return token.children
    ? token.children.map(child => child.content || ' ').join('')
    : token.content;
}

function navigation(entries: readonly OutlineEntry[], current: string): string {
  const items = entries.map(entry => {
    if ('file' in entry) {
      const isHere = entry.file === current;
      return item(
        `<a class="md-nav__link${
          isHere ? ' md-nav__link--active" aria-current="page' : ''
        }" href="${pathBetween(current, entry.file)}">${escaped(
          entry.title,
        )}</a>`,
      );
    }
    return item(
      `<span class="md-nav__link"><strong>${escaped(
        entry.title,
      )}</strong></span>${navigation(entry.pages, current)}`,
    );
  });
  return list(items);
}

/** Links to the page's own sections. */
function contents(headings: readonly Heading[]): string {
  return list(
    headings
      .filter(({ level }) => level === 2)
      .map(({ id, text }) =>
        item(`<a class="md-nav__link" href="#${id}">${escaped(text)}</a>`),
      ),
  );
}

const item = (html: string) => `<li class="md-nav__item">${html}</li>`;
const list = (items: readonly string[]) =>
  items.length ? `<ul class="md-nav__list">${items.join('')}</ul>` : '';

function sidebar(kind: 'primary' | 'secondary', name: string, html: string) {
  return `<div class="md-sidebar md-sidebar--${kind}"><div class="md-sidebar__scrollwrap"><nav class="md-nav md-nav--${kind}" aria-label="${name}">${html}</nav></div></div>`;
}

function document(
  title: string,
  css: string,
  nav: string,
  toc: string,
  article: string,
) {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><link rel="stylesheet" href="${css}"></head>
<body><div class="md-container"><main class="md-main"><div class="md-main__inner md-grid">
${sidebar('primary', 'Documentation', nav)}${sidebar('secondary', 'On this page', toc)}
<div class="md-content"><article class="md-content__inner md-typeset">${article}</article></div>
</div></main></div></body></html>
`;
}

/** What the reader's own style doesn't bring. */
const style = `
.md-nav__list { list-style: none; padding-left: 12px; margin: 0; }
.md-nav__link { display: block; padding: 4px 0; text-decoration: none; }
.md-nav__link--active { font-weight: bold; }
.md-typeset table { border-collapse: collapse; display: block; overflow-x: auto; }
.md-typeset th, .md-typeset td { border: 1px solid; padding: 6px 10px; text-align: left; vertical-align: top; }
.md-typeset pre { overflow-x: auto; padding: 12px; }
`;

/** TechDocs' reader loads no stylesheet of another name, and waits for one. */
const stylesheet = `assets/stylesheets/main.${createHash('sha256')
  .update(style)
  .digest('hex')
  .slice(0, 8)}.min.css`;

/** A page has a folder of its own, so that its address has no file ending. */
function folderOf(file: string): string {
  const path = file.replace(/\.md$/, '');
  return posix.basename(path) === 'index' ? posix.dirname(path) : path;
}

function pathBetween(from: string, to: string): string {
  return withSlash(posix.relative(folderOf(from), folderOf(to)) || '.');
}

function withSlash(folder: string): string {
  return folder === '.' || folder === './' ? './' : `${folder}/`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
