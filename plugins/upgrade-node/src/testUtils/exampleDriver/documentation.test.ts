import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestBackend } from '@backstage/backend-test-utils';
import { UpgradeDriver } from '../../driver/UpgradeDriver';
import { upgradeDriversExtensionPoint } from '../../driver/extensionPoint';
import { stepInputs } from '../../steps/stepInputs';
import { exampleDriver } from './exampleDriver';
import { exampleModule } from './module';

const ROOT = join(__dirname, '../../../../..');
const guide = readFileSync(join(ROOT, 'docs/writing-a-driver.md'), 'utf8');

/** Code that the guide quotes: `<!-- from: inspect.ts -->` stands above it, or a path in the repository. */
const quotes = [
  ...guide.matchAll(/<!-- from: (\S+) -->\n+```ts\n([\s\S]*?)```/g),
].map(([, file, code]) => [file, code] as const);

/** Lines without indentation, so that a part of a function can be quoted. */
function plain(code: string): string {
  return code.replace(/^\s+/gm, '').trim();
}

describe('the guide to writing a driver', () => {
  it.each(quotes)('quotes %s as it is', (file, code) => {
    const folder = file.includes('/') ? ROOT : __dirname;
    const source = plain(readFileSync(join(folder, file), 'utf8'));
    const parts = code.split(/^\s*\/\/ …$/m).map(plain);
    expect(parts.filter(part => !source.includes(part))).toEqual([]);
  });

  it('quotes every file of the example', () => {
    const files = readdirSync(__dirname).filter(
      name => !name.endsWith('.test.ts') && name !== 'manifests.ts',
    );
    expect(quotes.map(([file]) => file)).toEqual(expect.arrayContaining(files));
  });

  it('leaves no TypeScript in it that nobody compiles', () => {
    const blocks = guide.match(/```ts\n/g) ?? [];
    expect(quotes).toHaveLength(blocks.length);
  });

  it('names every kind of step that the library has', () => {
    const missing = Object.keys(stepInputs).filter(
      kind => !guide.includes(`\`${kind}\``),
    );
    expect(missing).toEqual([]);
  });

  it.each(['checks', 'inspection'])('names all of the library %s/', folder => {
    const index = readFileSync(join(__dirname, '../../index.ts'), 'utf8');
    const exported = [
      ...index.matchAll(
        new RegExp(`export \\{([^}]*)\\} from './${folder}/`, 'g'),
      ),
    ].flatMap(([, names]) => names.split(',').map(name => name.trim()));
    const missing = exported.filter(
      name => name && !new RegExp(`\`${name}[\`(]`).test(guide),
    );
    expect(exported.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('shows a module that registers the driver', async () => {
    const added: UpgradeDriver[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          upgradeDriversExtensionPoint,
          { addDriver: driver => added.push(driver) },
        ],
      ],
      features: [exampleModule],
    });
    expect(added).toEqual([exampleDriver]);
  });
});
