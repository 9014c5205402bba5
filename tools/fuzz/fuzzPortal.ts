import { mkdirSync } from 'node:fs';
import { CleanUps } from '@cluster-upgrade/portal';
import { CheckList } from '../test/CheckList';
import { FuzzedPortal } from './FuzzedPortal';
import { prepareThings } from './prepareThings';
import { FuzzPart, FuzzResult, runSchemathesis } from './runSchemathesis';

const MIN_CASES = 1000;

/** They leave no upgrade that others could ask something of, and so come last. */
const ENDING = [
  'startUpgrade',
  'cancelUpgrade',
  'rollBackUpgrade',
  'endUpgrade',
];

/** Who sends what, in this order. */
const PARTS: Array<FuzzPart & { persona: string }> = [
  {
    name: 'operator',
    persona: 'operator',
    phases: ['coverage', 'fuzzing'],
    maxExamples: 6,
    except: ENDING,
  },
  { name: 'viewer', persona: 'viewer', phases: ['fuzzing'], maxExamples: 3 },
  {
    name: 'operator-at-the-end',
    persona: 'operator',
    phases: ['coverage', 'fuzzing'],
    maxExamples: 6,
    only: ENDING,
  },
];

/**
 * Fuzzes the API of a portal of its own.
 *
 * @throws UnmetCondition when there is nothing to fuzz
 */
export async function fuzzPortal(options: {
  checks: CheckList;
  cleanUps: CleanUps;
  python: string;
  database: { name: string; postgresUrl?: string };
  folder: string;
  seed: number;
}): Promise<void> {
  const { checks, database, folder, seed } = options;
  mkdirSync(folder, { recursive: true });
  const portal = await checks.need(`a portal on ${database.name}`, () =>
    FuzzedPortal.start(folder, database.postgresUrl),
  );
  options.cleanUps.add(() => portal.stop());
  const known = await checks.need(
    `plans and upgrades on ${database.name}`,
    async () =>
      prepareThings(portal.clientWith(await portal.tokenOf('operator'))),
  );
  const results: FuzzResult[] = [];
  for (const part of PARTS) {
    await checks.check(`${part.name} on ${database.name}`, async () => {
      const token = await portal.tokenOf(part.persona);
      results.push(
        await runSchemathesis(
          options.python,
          part,
          { apiUrl: portal.apiUrl, token, known, seed },
          folder,
        ),
      );
    });
  }
  await sayAndCount(checks, database.name, seed, results);
}

function sayAndCount(
  checks: CheckList,
  database: string,
  seed: number,
  results: FuzzResult[],
): Promise<void> {
  const sum = (pick: (result: FuzzResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  const cases = sum(result => result.cases);
  process.stderr.write(
    `${database}: ${cases} requests made with seed ${seed}, ${sum(
      result => result.accepted,
    )} of them valid and accepted. FUZZ_SEED=${seed} ./dev test --only fuzz repeats them.\n`,
  );
  return checks.check(`${MIN_CASES} requests and more on ${database}`, () => {
    if (cases < MIN_CASES) {
      throw new Error(`There were ${cases}`);
    }
  });
}
