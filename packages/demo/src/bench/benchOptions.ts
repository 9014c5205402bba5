import { parseArgs } from 'node:util';

/** What `./dev bench` was asked for. */
export interface BenchOptions {
  /** Absent: both. */
  only?: 'page' | 'latency';
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

Measures, and prints the figures and which limits hold:

page     the progress page in Chromium on a large cluster: the portal, an embedded cluster with the demo's
         applications and a running upgrade, beside the same on a small one
latency  two backends on one PostgreSQL: how soon a viewer at one sees what the other one writes, and how soon
         a pause that is asked for at one is carried out by the other, beside a backend that finds out by
         looking alone

  --only page|latency  one of them
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
      only: { type: 'string' },
      nodes: { type: 'string', default: '3000' },
      baseline: { type: 'string', default: '6' },
      speed: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '60' },
      profile: { type: 'string' },
    },
  });
  return {
    only: readPart(values.only),
    nodes: readCount('nodes', values.nodes, 1),
    baseline: readCount('baseline', values.baseline, 0),
    speed: readCount('speed', values.speed, 1),
    seconds: readCount('seconds', values.seconds, 1),
    profileFolder: values.profile,
  };
}

function readPart(text: string | undefined): BenchOptions['only'] {
  if (text !== undefined && text !== 'page' && text !== 'latency') {
    throw new Error(`--only takes page or latency, not '${text}'`);
  }
  return text;
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
