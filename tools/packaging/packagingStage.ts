import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectPackage } from '@cluster-upgrade/packaging';
import { CleanUps, runProcess } from '@cluster-upgrade/portal';
import { findChromium } from '../test/chromium';
import { Stage } from '../test/stage';
import { CheckList, UnmetCondition } from '../test/CheckList';
import { PackedPackage, packPackages } from './packPackages';
import { tryPortal } from './tryPortal';

const NAME = 'Packages in a new portal';
/** Milliseconds, as Yarn reads them; it asks four times. */
const REGISTRY_LIMIT = '10000';

/**
 * Builds and packs what is published, and installs it in a portal that Backstage's generator has just
 * made, by the READMEs alone; an upgrade runs there over REST and in the browser. Where there is no
 * browser or no registry the portal is skipped, unless `UPGRADE_REQUIRE_ALL=1` or `UPGRADE_REQUIRE_PACKAGING=1`.
 */
export function packagingStage(): Stage {
  return {
    name: NAME,
    async run() {
      const checks = new CheckList();
      const cleanUps = new CleanUps();
      const folder = mkdtempSync(join(tmpdir(), 'upgrade-packaging-'));
      cleanUps.add(() => rmSync(folder, { recursive: true, force: true }));
      try {
        const packed = await packAll(checks, folder);
        const missing = await whatIsMissing();
        if (missing && !isRequired()) {
          checks.skip(NAME, missing);
        } else {
          await checks.need('the npm registry and a browser are there', () =>
            missing ? Promise.reject(new Error(missing)) : Promise.resolve(),
          );
          await tryPortal({ packed, folder, checks, cleanUps });
        }
      } catch (error) {
        if (!(error instanceof UnmetCondition)) {
          throw error;
        }
      } finally {
        await cleanUps.run();
      }
      return checks.result();
    },
  };
}

function isRequired(): boolean {
  const { UPGRADE_REQUIRE_ALL: all, UPGRADE_REQUIRE_PACKAGING: packaging } =
    process.env;
  return all === '1' || packaging === '1';
}

async function packAll(
  checks: CheckList,
  folder: string,
): Promise<PackedPackage[]> {
  const packed = await checks.need('the packages build and pack', () =>
    packPackages(folder),
  );
  for (const { name, manifest, files } of packed) {
    await checks.check(`${name} is complete`, () => {
      const problems = inspectPackage(manifest, files);
      if (problems.length) {
        throw new Error(problems.join('\n'));
      }
    });
  }
  return packed;
}

async function whatIsMissing(): Promise<string | undefined> {
  try {
    process.env.CHROMIUM_PATH = await findChromium();
  } catch (error) {
    return (error as Error).message;
  }
  const { code, output } = await runProcess(
    'yarn',
    ['npm', 'info', '@backstage/create-app', '--fields', 'version'],
    { env: { YARN_HTTP_TIMEOUT: REGISTRY_LIMIT } },
  );
  // Its first line says why; the others say where in Yarn.
  const reason = output.split('\n')[0].replace(/^.*?YN\d+: /, '');
  return code === 0
    ? undefined
    : `the npm registry can't be reached: ${reason}`;
}
