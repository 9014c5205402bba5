import { parseArgs } from 'node:util';

/** What `./dev bench` was asked for. */
export interface BenchOptions {
  nodes: number;
  /** Nodes of the run that the other is compared with; 0 leaves it out. */
  baseline: number;
  /** How many times faster than life pods start and stop. */
  speed: number;
  /** How long the page is watched while events stream. */
  seconds: number;
  /** Where Chromium's CPU profile of the page goes; absent: none is taken, which costs time too. */
  profileFolder?: string;
}

export const BENCH_HELP = `Usage: ./dev bench [options]

Measures the progress page in Chromium on a large cluster: the portal, an embedded cluster with the demo's
applications and a running upgrade, beside the same on a small one. Prints the figures, and which limits hold.

  --nodes N         machines of the cluster (default 3000)
  --baseline N      machines of the cluster to compare with (default 6); 0 leaves it out
  --speed N         how many times faster than life pods start and stop (default 10): the faster,
                    the more events
  --seconds N       how long to watch while events stream (default 60)
  --profile FOLDER  also writes the page's CPU profiles there; not for figures, profiling takes time

Exit codes: 0 every limit holds; 1 one does not, or something failed; 2 these options were not understood.
`;

/** @throws Error that names the option that is wrong */
export function parseBenchOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      nodes: { type: 'string', default: '3000' },
      baseline: { type: 'string', default: '6' },
      speed: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '60' },
      profile: { type: 'string' },
    },
  });
  return {
    nodes: readCount('nodes', values.nodes, 1),
    baseline: readCount('baseline', values.baseline, 0),
    speed: readCount('speed', values.speed, 1),
    seconds: readCount('seconds', values.seconds, 1),
    profileFolder: values.profile,
  };
}

function readCount(name: string, text: string, min: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < min) {
    throw new Error(
      `--${name} takes a whole number from ${min}, not '${text}'`,
    );
  }
  return count;
}
