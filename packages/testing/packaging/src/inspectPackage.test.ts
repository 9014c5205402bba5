import { inspectPackage, PublishedManifest } from './inspectPackage';

const MANIFEST: PublishedManifest = {
  name: '@scope/it',
  main: 'dist/index.cjs.js',
  types: 'dist/index.d.ts',
  exports: { './package.json': './package.json' },
  files: ['dist', 'migrations/**/*.js'],
  dependencies: { '@scope/used': '^1.0.0' },
  peerDependencies: { react: '^18.0.0' },
};

const FILES = {
  'package.json': '{}',
  'README.md': '',
  LICENSE: '',
  'dist/index.cjs.js':
    "require('@scope/used/alpha'); require('node:fs'); import('react/jsx-runtime'); require('./x'); rights.require('get'); move from '0%'",
  'dist/index.d.ts': "import { it } from '@scope/it';",
  'migrations/1.js': '',
};

function problems(
  manifest: Partial<PublishedManifest>,
  files: Record<string, string | undefined> = {},
): string[] {
  const all = Object.entries({ ...FILES, ...files }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return inspectPackage({ ...MANIFEST, ...manifest }, new Map(all));
}

describe('inspectPackage', () => {
  it('has nothing against a complete package', () => {
    expect(problems({})).toEqual([]);
  });

  it('names what was not packed', () => {
    expect(
      problems(
        { configSchema: 'config.d.ts' },
        { LICENSE: undefined, 'migrations/1.js': undefined },
      ),
    ).toEqual(['lacks LICENSE', 'lacks migrations', 'lacks config.d.ts']);
  });

  it('names entries that lead nowhere, or to sources', () => {
    expect(
      problems({ main: 'src/index.ts', types: undefined }, { dist: '' }),
    ).toEqual([
      'its package.json names src/index.ts, which is not in it',
      'its package.json names the source file src/index.ts',
      'has no types',
    ]);
  });

  it('names imports that are not declared, and dependencies that are not imported', () => {
    expect(
      problems(
        { dependencies: { '@scope/idle': '^1.0.0' } },
        { 'dist/index.d.ts': "import * as p from '@scope/other';" },
      ),
    ).toEqual([
      'imports @scope/used, which it does not declare',
      'imports @scope/other, which it does not declare',
      'declares @scope/idle, which it does not import',
    ]);
  });

  it('names ranges that no registry knows', () => {
    expect(
      problems({ dependencies: { '@scope/used': 'workspace:^' } }),
    ).toEqual(["depends on @scope/used by 'workspace:^'"]);
  });
});
