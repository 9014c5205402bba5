import { parseArgs } from 'node:util';
import { platforms } from '@cluster-upgrade/platforms';
import { parseSimulation, simulate } from '@cluster-upgrade/platforms/simulate';
import { simulateMutants } from '@cluster-upgrade/simulation/mutants';

const HELP = `Usage: ./dev simulate [options]

Runs whole upgrades under virtual time through crashes, frozen workers, lost answers, failing requests and
clock jumps, all drawn from a seed, and checks the rules that always hold.

  --seeds A..B      one upgrade per seed (default 1..100)
  --seed N          one upgrade, with its log
  --platform NAME   sample (default), ${Object.keys(platforms).join(' or ')}
  --mutants [NAME]  takes the engine's guards out, one after the other, and says which seed notices by
                    which rule; exits with 1 when one is not noticed within 300 seeds, or --seeds N

Exit codes: 0 every rule held; 1 one was broken; 2 these options were not understood.
`;

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const print = (line: string) => process.stdout.write(`${line}\n`);
  if (!args.includes('--mutants')) {
    try {
      parseSimulation(args);
    } catch (error) {
      process.stderr.write(
        `dev simulate: ${(error as Error).message}\n\n${HELP}`,
      );
      return 2;
    }
    return simulate(args, print);
  }
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { mutants: { type: 'boolean' }, seeds: { type: 'string' } },
  });
  const { seeds } = values;
  if (seeds !== undefined && !/^[1-9]\d*$/.test(seeds)) {
    process.stderr.write(
      `dev simulate: with --mutants, --seeds takes how many to use at most, such as 300, not '${seeds}'\n\n${HELP}`,
    );
    return 2;
  }
  return simulateMutants(
    positionals,
    print,
    seeds === undefined ? undefined : Number(seeds),
  );
}
