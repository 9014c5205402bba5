import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCluster } from '@cluster-upgrade/cluster-simulator';
import {
  BackendProcess,
  NamedCluster,
} from '../../packages/backend/src/host/BackendProcess';
import { CleanUps } from '../processes/cleanUps';
import { demoConfig } from '../demo/demoConfig';
import { demoClusters } from '../demo/demoClusters';
import { buildAppBundle } from './appBundle';
import { requireFreePort } from './requireFreePort';

const HELP = `Usage: ./dev start [options]

Brings up the portal with embedded clusters, ready to upgrade.

  --port N         where the portal listens (default 7007)
  --platform NAME  only this platform's cluster; may be repeated
  --speed N        how many times faster than life pods start and stop (default 10)
  --real           clusters on upstream's own control plane (needs Go)
`;

const say = (text: string) => process.stderr.write(`${text}\n`);

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', default: false },
      port: { type: 'string', default: '7007' },
      platform: { type: 'string', multiple: true },
      speed: { type: 'string', default: '10' },
      real: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const port = Number(values.port);
  await requireFreePort(port);
  const cleanUps = new CleanUps();
  try {
    const clusters = await startClusters(
      values.platform ?? Object.keys(demoClusters),
      { speed: Number(values.speed), isReal: values.real },
      cleanUps,
    );
    await buildAppBundle(say);
    say('Starting the portal ...');
    const folder = join('.dev', 'portal');
    // The clusters begin anew; what a former portal remembers of them would no longer be true.
    rmSync(folder, { recursive: true, force: true });
    const backend = new BackendProcess({
      port,
      folder,
      extent: 'portal',
      clusters,
      config: demoConfig(),
    });
    cleanUps.add(() => backend.stop());
    await backend.start();
    say(whatToDo(backend.url));
    await new Promise(() => {});
    return 0;
  } finally {
    await cleanUps.run();
  }
}

async function startClusters(
  platforms: string[],
  options: { speed: number; isReal: boolean },
  cleanUps: CleanUps,
): Promise<NamedCluster[]> {
  const started: NamedCluster[] = [];
  for (const platform of platforms) {
    const known = demoClusters[platform];
    if (!known) {
      throw new Error(
        `--platform takes ${Object.keys(demoClusters).join(
          ' or ',
        )}, not '${platform}'`,
      );
    }
    say(`Starting the ${known.title} cluster ...`);
    const cluster = await runCluster({
      target: options.isReal ? 'real' : 'embedded',
      platform,
      speed: options.speed,
      onProgress: text => say(`  ${text}`),
    });
    cleanUps.add(() => cluster.stop());
    started.push({ name: known.name, ...cluster.connection });
  }
  return started;
}

function whatToDo(url: string): string {
  return `
The portal is ready: ${url}

  1. Sign in as Mia (operator).
  2. Catalog → Kind: Resource → OmniCloud production → Upgrades.
  3. Plan upgrade, follow the steps, and start it. Pause, cancel or roll back at any time.
  4. Weka production is upgraded the same way; there an operator does the work. Create → Upgrade a cluster
     requests an upgrade by a template. Docs has the manual.

Sign in as Victor (viewer) or Olga (application owner) to see what other roles may do.
Ctrl-C ends everything.`;
}
