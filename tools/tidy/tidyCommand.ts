import { runStages } from '../test/stage';
import { tidyStage } from './tidyStage';

const HELP = `Usage: ./dev tidy

Checks the repository's own rules: names, sizes, links and the shape of packages. It changes nothing.

Exit codes: 0 every rule holds; 1 one does not; 2 there are no options.
`;

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (args.length > 0) {
    process.stderr.write(`dev tidy: it takes no '${args[0]}'\n\n${HELP}`);
    return 2;
  }
  const total = await runStages([tidyStage()]);
  return total.failed ? 1 : 0;
}
