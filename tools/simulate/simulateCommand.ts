import { simulate } from '../../plugins/upgrade-backend/src/simulation/simulate';

const HELP = `Usage: ./dev simulate [options]

Runs whole upgrades under virtual time through crashes, frozen workers, lost answers, failing requests and
clock jumps, all drawn from a seed, and checks the rules that always hold.

  --seeds A..B   one upgrade per seed (default 1..100)
  --seed N       one upgrade, with its log
`;

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  return simulate(args, line => process.stdout.write(`${line}\n`));
}
