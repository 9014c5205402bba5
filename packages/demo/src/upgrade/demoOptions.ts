import { parseArgs } from 'node:util';
import { platforms } from '@cluster-upgrade/platforms';

/** What `./dev demo` was asked for. */
export interface DemoOptions {
  platform: string;
  target: 'embedded' | 'real';
  fault?: string;
  /** How many times faster than life the nodes of the cluster start and stop pods. */
  speed: number;
  /** Keeps cluster and backend running after the report. */
  isKept: boolean;
}

/** Exit codes, documented in the README. */
export const EXIT = {
  completed: 0,
  failed: 1,
  usage: 2,
  rolledBackAndProven: 10,
  /** Parts of the platform don't go back; the report names them. */
  rolledBackWithLeftovers: 11,
} as const;

export const DEMO_HELP = `Usage: ./dev demo [options]

Runs one whole upgrade without a browser: starts a cluster and the backend on free ports, plans, verifies
and starts an upgrade through the REST API, follows it live, and prints the report.

  --platform NAME         ${Object.keys(platforms).join(' or ')} (default omnicloud)
  --cluster embedded|real the embedded cluster (default), or upstream's own control plane
  --fault NAME            make an application fail during the upgrade: crash-loop, image-pull,
                          failing-probe
  --speed N               how many times faster than life pods start and stop (default 20)
  --keep                  leave everything running at the end, until Ctrl-C

Exit codes: 0 the upgrade completed; 10 it was rolled back and the restored state proven; 11 it was rolled
back as far as the platform goes back, and the report names what was not restored (Weka); 1 anything else; 2 these
options were not understood.
`;

/**
 * @throws Error that names the option that is wrong
 */
export function parseDemoOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      platform: { type: 'string', default: 'omnicloud' },
      cluster: { type: 'string', default: 'embedded' },
      fault: { type: 'string' },
      speed: { type: 'string', default: '20' },
      keep: { type: 'boolean', default: false },
    },
  });
  const speed = Number(values.speed);
  if (!(speed > 0)) {
    throw new Error(`--speed takes a number above 0, not '${values.speed}'`);
  }
  if (values.cluster !== 'embedded' && values.cluster !== 'real') {
    throw new Error(
      `--cluster takes 'embedded' or 'real', not '${values.cluster}'`,
    );
  }
  return {
    platform: values.platform,
    target: values.cluster,
    fault: values.fault,
    speed,
    isKept: values.keep,
  };
}
