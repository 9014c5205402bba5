import { parseArgs } from 'node:util';
import { platforms } from '@cluster-upgrade/platforms';

/** What `./dev start` was asked for. */
export interface StartOptions {
  port: number;
  platforms: string[];
  /** How many times faster than life the nodes of the clusters start and stop pods. */
  speed: number;
  /** How long each node is watched after its upgrade; the end is watched twice as long. */
  soakSeconds: number;
  /** Makes an application of each cluster fail on the first node that is upgraded. */
  fault?: string;
  isReal: boolean;
}

export const START_HELP = `Usage: ./dev start [options]

Brings up the portal with embedded clusters, ready to upgrade.

  --port N         where the portal listens (default 7007)
  --platform NAME  only this platform's cluster; may be repeated
  --fault NAME     an application fails once the first node is upgraded, so that the upgrade rolls back by
                   itself: crash-loop, image-pull, failing-probe
  --speed N        how many times faster than life pods start and stop (default 5)
  --soak SECONDS   how long each node is watched after its upgrade (default 5); more leaves more time to
                   pause and to look around
  --real           clusters on upstream's own control plane (needs Go)

Exit codes: 1 something failed; 2 these options were not understood; 130 after Ctrl-C.
`;

/** Faults that a failure threshold notices. */
const FAULTS = ['crash-loop', 'image-pull', 'failing-probe'];

/**
 * @throws Error that names the option that is wrong, and what it takes
 */
export function parseStartOptions(args: string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '7007' },
      platform: { type: 'string', multiple: true },
      fault: { type: 'string' },
      speed: { type: 'string', default: '5' },
      soak: { type: 'string', default: '5' },
      real: { type: 'boolean', default: false },
    },
  });
  const speed = Number(values.speed);
  if (!(speed > 0)) {
    throw new Error(`--speed takes a number above 0, not '${values.speed}'`);
  }
  const soakSeconds = Number(values.soak);
  if (!(soakSeconds >= 0) || !Number.isFinite(soakSeconds)) {
    throw new Error(`--soak takes a number of seconds, not '${values.soak}'`);
  }
  const chosen = values.platform ?? Object.keys(platforms);
  chosen.forEach(platform =>
    requireOneOf('--platform', platform, Object.keys(platforms)),
  );
  if (values.fault !== undefined) {
    requireOneOf('--fault', values.fault, FAULTS);
  }
  return {
    port: Number(values.port),
    platforms: chosen,
    speed,
    soakSeconds,
    fault: values.fault,
    isReal: values.real,
  };
}

function requireOneOf(option: string, value: string, known: string[]): void {
  if (!known.includes(value)) {
    throw new Error(`${option} takes ${known.join(' or ')}, not '${value}'`);
  }
}
