import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderSite } from './renderSite';
import { pagesOf, parseOutline } from './siteOutline';

const OUTLINE = parseOutline(`
site_name: Manual
nav:
  - Home: index.md
  - Choices:
      - One: choices/one.md
`);

function render(home: string, one = '# One') {
  return renderSite(
    OUTLINE,
    new Map([
      ['index.md', home],
      ['choices/one.md', one],
    ]),
  );
}

describe('renderSite', () => {
  it('makes a page of each source, at an address without a file ending', () => {
    expect([...render('# Hello').keys()]).toEqual([
      'index.html',
      'choices/one/index.html',
      expect.stringMatching(
        /^assets\/stylesheets\/main\.[0-9a-f]{8}\.min\.css$/,
      ),
      'search/search_index.json',
    ]);
  });

  it('leads links to the pages they mean', () => {
    const files = render(
      'See [one](choices/one.md#why).',
      'Go [home](../index.md).',
    );
    expect(files.get('index.html')).toContain(
      '<a href="choices/one/#why">one</a>',
    );
    expect(files.get('choices/one/index.html')).toContain(
      '<a href="../../">home</a>',
    );
  });

  it('names files outside the documentation instead of linking to nowhere', () => {
    expect(
      render('Read [it](../plugins/it.ts) now').get('index.html'),
    ).toContain('Read <span title="../plugins/it.ts">it</span> now');
  });

  it('keeps links to other sites, and shows markup in the source as text', () => {
    const page = render('[B](https://backstage.io) <script>x</script>').get(
      'index.html',
    );
    expect(page).toContain('<a href="https://backstage.io">B</a>');
    expect(page).toContain('&lt;script&gt;');
  });

  it('marks the page that is shown, and lists its sections', () => {
    const page = render('# Hello\n\n## First `part`').get('index.html');
    expect(page).toContain('aria-current="page" href="./">Home</a>');
    expect(page).toContain('href="#first-part">First part</a>');
  });

  it('indexes the words of every page for the search', () => {
    const { docs } = JSON.parse(
      render('Some **bold** words').get('search/search_index.json')!,
    );
    expect(docs[0]).toEqual({
      location: './',
      title: 'Home',
      text: expect.stringMatching(/Some\s+bold\s+words/),
    });
    expect(docs[1].location).toBe('choices/one/');
  });
});

describe('parseOutline', () => {
  it.each(['nav: []', 'site_name: X', 'site_name: X\nnav: [a.md]'])(
    'says what is missing in %j',
    yaml => {
      expect(() => parseOutline(yaml)).toThrow(/mkdocs\.yml/);
    },
  );

  it('finds every page of this product', () => {
    const root = resolve(__dirname, '../../../..');
    const outline = parseOutline(
      readFileSync(join(root, 'mkdocs.yml'), 'utf8'),
    );
    const pages = pagesOf(outline.entries);
    expect(pages.length).toBeGreaterThan(5);
    for (const { file } of pages) {
      expect(readFileSync(join(root, outline.folder, file), 'utf8')).toMatch(
        /^# /,
      );
    }
  });
});
