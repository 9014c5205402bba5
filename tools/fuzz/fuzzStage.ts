import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CleanUps, startPostgres } from '@cluster-upgrade/portal';
import { CheckList, UnmetCondition } from '../test/CheckList';
import { Stage } from '../test/stage';
import { fuzzPortal } from './fuzzPortal';
import { installSchemathesis, whatPythonLacks } from './installSchemathesis';

const NAME = 'API, fuzzed';
const FOLDER = resolve('.dev', 'fuzz');
const DEFAULT_SEED = 1;

/**
 * Requests that are made up from the OpenAPI document, at a portal on SQLite and one on PostgreSQL: no answer
 * may be a server error, or anything else than what the document says. Skipped where there is no Python; with
 * `UPGRADE_REQUIRE_ALL=1` nothing else may be missing.
 */
export function fuzzStage(): Stage {
  return {
    name: NAME,
    async run() {
      const checks = new CheckList();
      const cleanUps = new CleanUps();
      const lacking = await whatPythonLacks();
      if (lacking) {
        checks.skip(NAME, lacking);
        return checks.result();
      }
      try {
        await fuzzBoth(checks, cleanUps);
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

async function fuzzBoth(checks: CheckList, cleanUps: CleanUps): Promise<void> {
  const python = await orSkip(checks, NAME, installSchemathesis);
  if (!python) {
    return;
  }
  const postgres = await orSkip(checks, `${NAME}: PostgreSQL`, startPostgres);
  if (postgres) {
    cleanUps.add(() => postgres.stop());
  }
  rmSync(FOLDER, { recursive: true, force: true });
  const databases = [
    { name: 'SQLite' },
    ...(postgres
      ? [{ name: 'PostgreSQL', postgresUrl: postgres.connectionString }]
      : []),
  ];
  const ends = await Promise.allSettled(
    databases.map(database =>
      fuzzPortal({
        ...{ checks, cleanUps, python, database },
        folder: join(FOLDER, database.name),
        seed: Number(process.env.FUZZ_SEED ?? DEFAULT_SEED),
      }),
    ),
  );
  const failed = ends.find(end => end.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
}

/** What is missing fails where nothing may be, and is else a reason to skip. */
async function orSkip<T>(
  checks: CheckList,
  name: string,
  find: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (process.env.UPGRADE_REQUIRE_ALL === '1') {
      throw error;
    }
    checks.skip(name, (error as Error).message);
    return undefined;
  }
}
