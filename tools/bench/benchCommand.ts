import { mkdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { buildScreens } from '../../packages/backend/src/browser/buildScreens';
import { chromiumPath } from '../../packages/backend/src/browser/chromium';
import { CleanUps } from '../processes/cleanUps';
import { BENCH_HELP, BenchOptions, parseBenchOptions } from './benchOptions';
import { judge, tableOf } from './figures';
import { Figures, measureRun } from './measureRun';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** `./dev bench`: how the progress page fares on a large cluster. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(BENCH_HELP);
    return 0;
  }
  let options: BenchOptions;
  try {
    options = parseBenchOptions(args);
  } catch (error) {
    say(`dev bench: ${(error as Error).message}\n\n${BENCH_HELP}`);
    return 2;
  }
  if (!chromiumPath()) {
    say(
      "dev bench: there is no Chromium. Install Debian's package 'chromium', or set CHROMIUM_PATH.",
    );
    return 1;
  }
  await buildScreens();
  const baseline =
    options.baseline > 0 ? await measure(options.baseline, options) : undefined;
  const figures = await measure(options.nodes, options);
  return print(figures, baseline);
}

/** One portal after the other: neither is measured under the load of the other. */
async function measure(nodes: number, options: BenchOptions): Promise<Figures> {
  const cleanUps = new CleanUps();
  const { profileFolder } = options;
  if (profileFolder) {
    mkdirSync(profileFolder, { recursive: true });
  }
  try {
    return await measureRun(
      {
        nodes,
        speed: options.speed,
        streamingMs: options.seconds * 1000,
        profilePrefix:
          profileFolder && join(resolve(profileFolder), `${nodes}`),
        onProgress: say,
      },
      cleanUps,
    );
  } finally {
    await cleanUps.run();
  }
}

function print(figures: Figures, baseline: Figures | undefined): number {
  const verdicts = judge(figures);
  const errors = figures.openings.flatMap(opening => opening.errors);
  const [load1, load5] = loadavg();
  const lines = [
    `Figures for ${figures.nodes} nodes${
      baseline
        ? `, those for ${baseline.nodes}, and how many times as much`
        : ''
    }; load ${load1.toFixed(1)} in the last minute and ${load5.toFixed(1)} in the last five, on ${
      cpus().length
    } processors that also run the cluster, the portal and Chromium.`,
    'Usable: sentence and nodes are drawn, and a switch that was pressed then showed it.',
    '',
    tableOf(figures, baseline),
    '',
    ...verdicts.map(
      ({ what, isKept }) =>
        `${isKept ? 'holds      ' : 'DOES NOT HOLD'} ${what}`,
    ),
    ...errors.map(error => `The page threw: ${error}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return verdicts.every(({ isKept }) => isKept) && errors.length === 0 ? 0 : 1;
}
