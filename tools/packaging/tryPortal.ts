import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReadmeSteps } from '@cluster-upgrade/packaging';
import { CleanUps } from '@cluster-upgrade/portal';
import { CheckList } from '../test/CheckList';
import { CreatedPortal } from './CreatedPortal';
import { PackageRegistry } from './PackageRegistry';
import { PackedPackage } from './packPackages';
import { startPortal } from './startPortal';
import { upgradeByRest } from './upgradeByRest';
import { upgradeInBrowser } from './upgradeInBrowser';

/** Whoever adopts the plugins reads these, in this order. */
const READMES = [
  'upgrade-backend',
  'upgrade-backend-module-omnicloud',
  'upgrade-backend-module-weka',
  'scaffolder-backend-module-upgrade',
  'upgrade',
];

/** What a Node process can load by itself; the screens are loaded by the browser. */
function loadable(packed: PackedPackage[]): string[] {
  return packed
    .filter(({ name }) => !name.endsWith('/plugin-upgrade'))
    .flatMap(({ name, manifest }) =>
      Object.keys(manifest.exports ?? { '.': '' }).map(entry =>
        join(name, entry),
      ),
    );
}

/** Installs the packages in a new portal by their READMEs, and upgrades a cluster with it. */
export async function tryPortal(options: {
  packed: PackedPackage[];
  folder: string;
  checks: CheckList;
  cleanUps: CleanUps;
}): Promise<void> {
  const { packed, folder, checks, cleanUps } = options;
  const portal = await checks.need('a new portal follows the READMEs', () =>
    installPortal(packed, join(folder, 'portal'), cleanUps),
  );
  const [, url] = await allSettled([
    checkSources(portal, packed, checks),
    startBuilt(portal, folder, checks, cleanUps),
  ]);
  await checks.check('an upgrade runs over REST', () => upgradeByRest(url));
  await checks.check('an upgrade runs in the browser', () =>
    upgradeInBrowser(url, cleanUps),
  );
}

async function checkSources(
  portal: CreatedPortal,
  packed: PackedPackage[],
  checks: CheckList,
): Promise<void> {
  await checks.check('each package loads', () => portal.load(loadable(packed)));
  await checks.check('the configuration fits the schemas', () =>
    portal.checkConfig(),
  );
  await checks.check('what the READMEs show type-checks', () =>
    portal.typeCheck(),
  );
  await checks.check('the older frontend system takes the screens', () =>
    portal.testLegacyApp(),
  );
}

/** Resolves with the address of the portal. */
async function startBuilt(
  portal: CreatedPortal,
  folder: string,
  checks: CheckList,
  cleanUps: CleanUps,
): Promise<string> {
  await checks.need('the screens are bundled', () => portal.buildApp());
  const { url } = await checks.need('the portal starts', () =>
    startPortal(portal, join(folder, 'running'), cleanUps),
  );
  return url;
}

/** As `Promise.all`, but nothing goes on once it is over: what is cleaned up then must not be in use. */
async function allSettled<A, B>(
  both: readonly [Promise<A>, Promise<B>],
): Promise<[A, B]> {
  await Promise.allSettled(both);
  return Promise.all(both);
}

async function installPortal(
  packed: PackedPackage[],
  folder: string,
  cleanUps: CleanUps,
): Promise<CreatedPortal> {
  const registry = new PackageRegistry(packed);
  await registry.start();
  cleanUps.add(() => registry.stop());
  const portal = await CreatedPortal.create(folder, registry.url);
  for (const name of READMES) {
    const readme = readFileSync(join('plugins', name, 'README.md'), 'utf8');
    portal.follow(readReadmeSteps(readme));
  }
  await portal.install();
  return portal;
}
