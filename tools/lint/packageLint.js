/**
 * Lint of every package: Backstage's own, and which folder may import what (docs/architecture.md). Each
 * message says where the thing belongs instead.
 */
const factory = require('@backstage/cli/config/eslint-factory');

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.contract.ts'];

/** On its way down to 40, at which new ones aim. */
const MAX_FUNCTION_LINES = 70;

const FAMILY = '@cluster-upgrade';

const forbidden = {
  backend: {
    group: [`${FAMILY}/plugin-upgrade-backend`],
    message:
      'Drivers and libraries never import the backend: what both need belongs in plugin-upgrade-node or plugin-upgrade-common.',
  },
  node: {
    group: [
      `${FAMILY}/plugin-upgrade-node*`,
      `${FAMILY}/plugin-upgrade-node/**`,
    ],
    message:
      'This package also runs in browsers: what it needs belongs in plugin-upgrade-common.',
  },
  builtins: {
    group: ['node:*', 'fs', 'path', 'crypto', 'http', 'https', 'os'],
    message: 'This package also runs in browsers: pass the value in instead.',
  },
  simulator: {
    group: [
      `${FAMILY}/cluster-simulator*`,
      `${FAMILY}/cluster-simulator/**`,
      `${FAMILY}/control-plane`,
    ],
    message:
      'Only tests and the demo use the embedded cluster: go through the ClusterClient port.',
  },
  kubernetesClient: {
    group: ['@kubernetes/client-node'],
    message:
      'Only upgrade-node/src/cluster/kubeconfig.ts knows this package: use the ClusterClient port.',
  },
  knex: {
    group: ['knex', 'pg', 'better-sqlite3'],
    message:
      'SQL lives in src/database: add an operation there and call it through the store.',
  },
  express: {
    group: ['express', 'express-promise-router', 'supertest'],
    message: 'HTTP lives in src/api: return data and let a route answer.',
  },
};

/** Time and chance are passed in, so that whole upgrades run under a virtual clock. */
const passedIn = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Take a Clock.' },
    { object: 'Math', property: 'random', message: 'Take a Random.' },
    { object: 'crypto', property: 'randomUUID', message: 'Take a Random.' },
  ],
  'no-restricted-globals': [
    'error',
    { name: 'setTimeout', message: 'Take a Clock.' },
    { name: 'setInterval', message: 'Take a Clock.' },
  ],
};

function imports(...names) {
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: names.map(name => forbidden[name]) },
    ],
  };
}

/** Test rigs and commands find files beside their own, and see the backend, because it is what they test. */
const fromSourcesOnly = {
  'no-restricted-syntax': 'off',
  '@backstage/no-mixed-plugin-imports': 'off',
};

/** Later entries win for a file, as in ESLint: the most special folder comes last. */
const KINDS = {
  common: [
    {
      files: ['src/**'],
      rules: imports(
        'backend',
        'node',
        'builtins',
        'simulator',
        'kubernetesClient',
        'knex',
        'express',
      ),
    },
    { files: ['src/**'], rules: passedIn },
  ],
  node: [
    {
      files: ['src/**'],
      rules: imports(
        'backend',
        'simulator',
        'kubernetesClient',
        'knex',
        'express',
      ),
    },
    {
      files: ['src/cluster/kubeconfig.ts'],
      rules: imports('backend', 'simulator', 'knex', 'express'),
    },
    {
      files: ['src/steps/**', 'src/step/**', 'src/driver/**', 'src/cluster/**'],
      rules: passedIn,
    },
  ],
  driver: [
    {
      files: ['src/**'],
      rules: imports(
        'backend',
        'simulator',
        'kubernetesClient',
        'knex',
        'express',
      ),
    },
    { files: ['src/**'], rules: passedIn },
  ],
  backend: [
    {
      files: ['src/**'],
      rules: imports('simulator', 'kubernetesClient', 'knex', 'express'),
    },
    {
      files: ['src/database/**'],
      rules: imports('simulator', 'kubernetesClient', 'express'),
    },
    {
      files: ['src/api/**'],
      rules: imports('simulator', 'kubernetesClient', 'knex'),
    },
    {
      files: ['src/plugin.ts'],
      rules: imports('simulator', 'kubernetesClient'),
    },
    {
      files: ['src/{engine,health,planner,verification,reports}/**'],
      rules: passedIn,
    },
  ],
  simulator: [
    // Runs from its sources only, so that a file can be found beside another.
    { files: ['src/**'], rules: { 'no-restricted-syntax': 'off' } },
    {
      files: ['src/**'],
      rules: imports('backend', 'kubernetesClient', 'knex', 'express'),
    },
    {
      files: [
        'src/{controllers,kubelet,operators,apiserver,storage,faults}/**',
      ],
      rules: passedIn,
    },
  ],
  frontend: [
    {
      files: ['src/**'],
      rules: imports('backend', 'node', 'simulator', 'builtins'),
    },
    {
      files: ['src/**'],
      rules: {
        // A box that scrolls has to be reachable by keyboard (WCAG 2.1.1).
        'jsx-a11y/no-noninteractive-tabindex': [
          'error',
          { roles: ['region', 'log', 'tabpanel'], tags: [] },
        ],
        // A grid has one tab stop, which roves among its cells.
        'jsx-a11y/interactive-supports-focus': 'off',
        'jsx-a11y/label-has-associated-control': ['error', { depth: 4 }],
      },
    },
    {
      files: ['src/testFixtures/**'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
  ],
  simulation: [
    { files: ['src/**'], rules: fromSourcesOnly },
    { files: ['src/**'], rules: imports('kubernetesClient', 'express') },
    { files: ['src/**'], rules: passedIn },
  ],
  rig: [{ files: ['src/**'], rules: fromSourcesOnly }],
  host: [],
};

/**
 * @param {string} folder - the package's folder
 * @param {keyof typeof KINDS} kind - which rules hold there
 */
module.exports = function packageLint(folder, kind) {
  return factory(folder, {
    rules: {
      // A file reads from what it is about down to the details; what a function uses when it is called
      // may stand below it.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      // Most have five lines. A bigger one is two ideas, or a screen that holds another one.
      'max-lines-per-function': ['error', { max: MAX_FUNCTION_LINES }],
      // Cases of a table differ in what they expect.
      'jest/no-conditional-expect': 'off',
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: [
            'expect*',
            'check*',
            'require*',
            'survive*',
            'fc.assert',
            '**.expect*',
            '**.check*',
          ],
        },
      ],
    },
    overrides: [
      ...KINDS[kind],
      {
        // Tables are described column by column, and a migration that was released is never edited.
        files: ['migrations/**'],
        rules: { 'max-lines-per-function': 'off' },
      },
      // Backstage's rule doesn't know them for tests.
      {
        files: ['**/*.contract.ts'],
        rules: { '@backstage/no-undeclared-imports': 'off' },
      },
      // Suites that several test files run.
      {
        files: ['**/*.contract.ts', 'src/**/__testUtils__/**'],
        rules: { 'jest/no-export': 'off' },
      },
      // Tests drive real parts by hand, and wait for them in real time where they run in real time.
      {
        files: [...TESTS, 'src/testUtils/**', 'src/**/__*/**'],
        rules: {
          'max-lines-per-function': 'off',
          '@typescript-eslint/no-restricted-imports': 'off',
          'no-restricted-properties': 'off',
          'no-restricted-globals': 'off',
        },
      },
    ],
  });
};
