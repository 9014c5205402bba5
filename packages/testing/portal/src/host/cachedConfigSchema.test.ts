import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(60_000);

/** What a log must not show of a configuration, by the backend plugin's own schema. */
const SECRETS = `
  const { loadConfigSchema } = require('@backstage/config-loader');
  const clusters = [{ name: 'prod', serviceAccountToken: 'never-show' }];
  const kubernetes = { clusterLocatorMethods: [{ type: 'config', clusters }] };
  loadConfigSchema({ dependencies: [], packagePaths: [process.argv[1]] }).then(schema => {
    const options = { visibility: ['secret'], ignoreSchemaErrors: true };
    const [{ data }] = schema.process([{ context: '', data: { kubernetes } }], options);
    process.stdout.write(JSON.stringify(data));
  });`;

describe('the cached schema of the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-schema-'));

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function secrets(): string {
    return execFileSync(
      process.execPath,
      [
        ...['--require', require.resolve('./cachedConfigSchema.cjs')],
        ...['-e', SECRETS],
        require.resolve('@cluster-upgrade/plugin-upgrade-backend/package.json'),
      ],
      {
        cwd: __dirname,
        env: { ...process.env, CONFIG_SCHEMA_CACHE: folder },
        encoding: 'utf8',
      },
    );
  }

  it('knows what is secret, and is compiled once', () => {
    expect(secrets()).toBe(
      '{"kubernetes":{"clusterLocatorMethods":[{"clusters":[{"serviceAccountToken":"never-show"}]}]}}',
    );
    const [name, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const file = join(folder, name);
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    // Who compiled again would not notice that what was saved knows nothing any more.
    writeFileSync(file, JSON.stringify({ ...saved, schemas: [] }));
    expect(secrets()).toBe('{}');
  });
});
