/**
 * Runs upgrades through faults in virtual time and checks what happened.
 *
 * `--seeds 1..500` runs many and says what they came to; `--seed 17` runs one and prints its log;
 * `--platform omnicloud` runs them on a whole cluster of that platform instead of a small one. Ends with code 1 when a rule was broken, and says how to see that run again.
 */
import { parseArgs } from 'node:util';
import {
  openSampleScenario,
  OpenScenario,
  runSeed,
  SwarmResult,
} from '@cluster-upgrade/simulation';
import { platforms } from './platforms';

const DEFAULT_SEEDS = '1..100';

const SCENARIOS: Record<string, () => OpenScenario> = {
  sample: () => openSampleScenario,
  ...Object.fromEntries(
    Object.values(platforms).map(({ name, scenario }) => [name, scenario]),
  ),
};

/** What is to be simulated. */
export interface Simulation {
  openScenario: () => OpenScenario;
  seeds: number[];
  /** One seed, of which everything that happened is printed. */
  isOne: boolean;
}

/** @throws Error that names the option that is wrong */
export function parseSimulation(args: string[]): Simulation {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      platform: { type: 'string', default: 'sample' },
    },
  });
  const openScenario = SCENARIOS[values.platform];
  if (!openScenario) {
    throw new Error(
      `'${values.platform}' can't be simulated; there are ${Object.keys(
        SCENARIOS,
      ).join(', ')}`,
    );
  }
  return {
    openScenario,
    seeds: parseSeeds(values.seed ?? values.seeds ?? DEFAULT_SEEDS),
    isOne: values.seed !== undefined,
  };
}

/**
 * @returns the exit code: 0 where every rule held, else 1
 * @throws Error that names the option that is wrong
 */
export async function simulate(
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  const { openScenario, seeds, isOne } = parseSimulation(args);
  const scenario = openScenario();
  const outcomes = new Map<string, number>();
  const broken: number[] = [];
  for (const seed of seeds) {
    const result = await runSeed(seed, scenario);
    const outcome = result.outcome ?? 'unfinished';
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (isOne) {
      result.log.forEach(print);
    }
    if (isOne || result.violations.length > 0) {
      print(resultLine(result));
      result.violations.forEach(violation => print(`  ${violation}`));
    }
    if (result.violations.length > 0) {
      broken.push(seed);
    }
  }
  print(
    `${seeds.length} seeds: ${[...outcomes]
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', ')}; ${broken.length} broke a rule`,
  );
  broken.forEach(seed => print(`See it again with --seed ${seed}`));
  return broken.length > 0 ? 1 : 0;
}

function resultLine(result: SwarmResult): string {
  return [
    `seed ${result.seed}: ${result.outcome ?? 'unfinished'}`,
    `${Math.round(result.virtualMs / 1000)} s of virtual time`,
    `${result.events} events`,
    `${result.claims} claims`,
    `${result.crashes} crashes`,
    `${result.freezes} freezes`,
    `${result.writes} writes`,
  ].join(', ');
}

/** `17`, or `1..500`. */
function parseSeeds(text: string): number[] {
  const found = /^(\d+)(?:\.\.(\d+))?$/.exec(text);
  if (!found) {
    throw new Error(
      `'${text}' names no seeds; give a number, or a first and a last one as 1..500`,
    );
  }
  const first = Number(found[1]);
  const last = Number(found[2] ?? first);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => first + index,
  );
}

if (require.main === module) {
  simulate(process.argv.slice(2), line => {
    process.stdout.write(`${line}\n`);
  }).then(
    code => {
      process.exitCode = code;
    },
    error => {
      process.stderr.write(`${error}\n`);
      process.exitCode = 2;
    },
  );
}
