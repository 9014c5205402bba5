import { findChromium } from './chromium';
import { jestStage } from './jestStage';
import { oneCheck, runStages, Stage } from './stage';
import { runProcess, startPostgres } from '@cluster-upgrade/portal';
import { fuzzStage } from '../fuzz/fuzzStage';
import { runMutants } from '../mutants/mutantsCommand';
import { packagingStage } from '../packaging/packagingStage';
import { reportsStage } from '../reports/reportsStage';
import { tidyStage } from '../tidy/tidyStage';
import { buildControlPlaneForTests } from './controlPlane';

const HELP = `Usage: ./dev test [--only <stage>] [jest arguments]
       ./dev test --mutants [group, folder or file ...]

Runs the repository's rules, the type check, the reports of what is published, the search for unused code, lint, and
every test: unit, integration on SQLite and on a
PostgreSQL that it starts itself, contract tests on the embedded cluster and on upstream's control plane,
and browser tests. It sends the API requests that are made up from its own document. Then it packs the packages,
installs them in a new portal by their READMEs and runs an upgrade there. Prints one summary and ends with the line
"N passed, N failed".

  --only rules|types|reports|unused|lint|tests|fuzz|packaging
                                                 one stage alone; reports go by the last type check
  anything else                                  goes to Jest, for example a path; leaves the last two out
  --mutants                                      instead of all that: changes the pure core (decisions, model,
                                                 judge, planner, lint, versions) in one place at a time and says
                                                 which changes no test of its own notices; ends with 1 when that
                                                 is more than one in ten of a group. A group takes minutes,
                                                 a file seconds; reports are in .dev/mutants.
`;

/** What a test needs beyond Node; what is not there is said, and its tests are skipped. */
interface Surroundings {
  env: NodeJS.ProcessEnv;
  missing: string[];
  stop(): Promise<void>;
}

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (args.includes('--mutants')) {
    return runMutants(args.filter(arg => arg !== '--mutants'));
  }
  const only = takeOption(args, '--only');
  const stages = await chooseStages(only, args);
  const surroundings = needsSurroundings(only)
    ? await prepareSurroundings()
    : { env: {}, missing: [], stop: async () => {} };
  try {
    const total = await runStages(
      stages.map(makeStage => makeStage(surroundings)),
    );
    process.stdout.write(
      `\n${total.passed} passed, ${total.failed} failed${
        total.skipped.length ? `, ${total.skipped.length} skipped` : ''
      }\n`,
    );
    return total.failed ? 1 : 0;
  } finally {
    await surroundings.stop();
  }
}

type StageMaker = (surroundings: Surroundings) => Stage;

async function chooseStages(
  only: string | undefined,
  jestArgs: string[],
): Promise<StageMaker[]> {
  const stages: Record<string, StageMaker> = {
    rules: () => tidyStage(),
    // Leaves declarations, by which reports and packages are made.
    types: () => commandStage('Type check', 'tsc', ['--pretty', 'false']),
    reports: () => reportsStage(),
    unused: () => commandStage('Unused code', 'knip', ['--no-progress']),
    lint: () =>
      commandStage('Lint', 'backstage-cli', [
        ...['repo', 'lint', '--max-warnings', '0'],
      ]),
    tests: ({ env, missing }) =>
      jestStage({ name: 'Tests', args: jestArgs, env, reasons: missing }),
    fuzz: () => fuzzStage(),
    packaging: () => packagingStage(),
  };
  if (!only) {
    // Whoever names tests doesn't wait for portals.
    const { fuzz, packaging, ...others } = stages;
    return [
      ...Object.values(others),
      ...(jestArgs.length ? [] : [fuzz, packaging]),
    ];
  }
  if (!stages[only]) {
    throw new Error(
      `--only takes ${Object.keys(stages).join(', ')}, not '${only}'`,
    );
  }
  return [stages[only]];
}

function commandStage(name: string, command: string, args: string[]): Stage {
  return {
    name,
    async run() {
      const { code } = await runProcess('yarn', [command, ...args], {
        isShown: true,
      });
      return oneCheck(`  ${name} (yarn ${command} ${args.join(' ')})`, !code);
    },
  };
}

function needsSurroundings(only: string | undefined): boolean {
  return !only || only === 'tests';
}

async function prepareSurroundings(): Promise<Surroundings> {
  const missing: string[] = [];
  const env: NodeJS.ProcessEnv = {
    // Backstage's TestDatabases must use the server started here, never Docker.
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    NODE_OPTIONS: '--max-old-space-size=4096',
  };
  const orSay = async <T>(what: string, find: () => Promise<T>) => {
    try {
      return await find();
    } catch (error) {
      const reason = `${what}: ${(error as Error).message}`;
      missing.push(reason);
      process.stderr.write(`Will be skipped: tests that need ${reason}\n`);
      return undefined;
    }
  };
  const postgres = await orSay('PostgreSQL', startPostgres);
  if (postgres) {
    env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
      postgres.connectionString;
  }
  const chromium = await orSay('a browser', findChromium);
  if (chromium) {
    env.CHROMIUM_PATH = chromium;
  }
  await orSay('a real control plane', buildControlPlaneForTests);
  if (missing.length > 0 && process.env.UPGRADE_REQUIRE_ALL === '1') {
    await postgres?.stop();
    throw new Error(
      `Nothing may be skipped here (UPGRADE_REQUIRE_ALL=1). Missing: ${missing.join('; ')}`,
    );
  }
  return { env, missing, stop: async () => postgres?.stop() };
}

function takeOption(args: string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}
