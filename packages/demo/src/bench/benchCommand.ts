import { mkdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { CleanUps } from '@cluster-upgrade/portal';
import { buildScreens, chromiumPath } from '@cluster-upgrade/portal/browser';
import { BENCH_HELP, BenchOptions, parseBenchOptions } from './benchOptions';
import { PAGE_ROWS } from './figures';
import { LATENCY_ROWS, LatencyFigures } from './latencyFigures';
import { measureLatency } from './measureLatency';
import { Figures, measureRun } from './measureRun';
import { judge, linesOf, tableOf, Verdict } from './table';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** `./dev bench`: how the progress page fares on a large cluster, and how soon backends hear of each other. */
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
  const isKept = [
    options.only === 'latency' || (await runPage(options)),
    options.only === 'page' || (await runLatency()),
  ];
  return isKept.every(Boolean) ? 0 : 1;
}

async function runPage(options: BenchOptions): Promise<boolean> {
  if (!chromiumPath()) {
    say(
      "dev bench: there is no Chromium. Install Debian's package 'chromium', or set CHROMIUM_PATH.",
    );
    return false;
  }
  await buildScreens();
  const baseline =
    options.baseline > 0 ? await measure(options.baseline, options) : undefined;
  const figures = await measure(options.nodes, options);
  return printPage(figures, baseline);
}

async function runLatency(): Promise<boolean> {
  const cleanUps = new CleanUps();
  try {
    const { told, looking } = await measureLatency(say, cleanUps);
    return printLatency(told, looking);
  } finally {
    await cleanUps.run();
  }
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

function printPage(figures: Figures, baseline: Figures | undefined): boolean {
  const verdicts = judge(PAGE_ROWS, figures);
  const errors = figures.openings.flatMap(opening => opening.errors);
  return print(
    [
      `Figures for ${figures.nodes} nodes${
        baseline
          ? `, those for ${baseline.nodes}, and how many times as much`
          : ''
      }; ${surroundings()} that also run the cluster, the portal and Chromium.`,
      'Usable: sentence and nodes are drawn, and a switch that was pressed then showed it.',
    ],
    tableOf(PAGE_ROWS, figures, baseline),
    verdicts,
    errors.map(error => `The page threw: ${error}`),
  );
}

function printLatency(told: LatencyFigures, looking: LatencyFigures): boolean {
  return print(
    [
      `Figures of a backend that is told of changes, of one that finds out by looking, and how many times as much; ${surroundings()} that also run the cluster, PostgreSQL and three backends.`,
    ],
    tableOf(LATENCY_ROWS, told, looking),
    judge(LATENCY_ROWS, told),
  );
}

/** @returns whether everything holds */
function print(
  head: string[],
  table: string,
  verdicts: Verdict[],
  errors: string[] = [],
): boolean {
  const lines = [...head, '', table, '', ...linesOf(verdicts), ...errors];
  process.stdout.write(`${lines.join('\n')}\n`);
  return verdicts.every(({ isKept }) => isKept) && errors.length === 0;
}

function surroundings(): string {
  const [load1, load5] = loadavg();
  return `load ${load1.toFixed(1)} in the last minute and ${load5.toFixed(
    1,
  )} in the last five, on ${cpus().length} processors`;
}
