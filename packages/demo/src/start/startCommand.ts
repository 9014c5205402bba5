import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCluster } from '@cluster-upgrade/cluster-simulator';
import {
  BackendProcess,
  buildAppBundle,
  CleanUps,
  demoConfig,
  NamedCluster,
  personaToken,
} from '@cluster-upgrade/portal';
import { platforms } from '@cluster-upgrade/platforms';
import { requireFreePort } from './requireFreePort';
import { parseStartOptions, START_HELP, StartOptions } from './startOptions';

const say = (text: string) => process.stderr.write(`${text}\n`);

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(START_HELP);
    return 0;
  }
  let options: StartOptions;
  try {
    options = parseStartOptions(args);
  } catch (error) {
    say(`dev start: ${(error as Error).message}\n\n${START_HELP}`);
    return 2;
  }
  await requireFreePort(options.port);
  const cleanUps = new CleanUps();
  try {
    const clusters = await startClusters(options, cleanUps);
    await buildAppBundle(say);
    say('Starting the portal ...');
    const backend = await startBackend(options, clusters, cleanUps);
    say(whatToDo(backend.url, options));
    // Ctrl-C ends this command; nothing else should.
    const ending = await backend.ended();
    if (!cleanUps.isEnding) {
      say(`\n${ending}`);
    }
    return 1;
  } finally {
    await cleanUps.run();
  }
}

async function startBackend(
  options: StartOptions,
  clusters: NamedCluster[],
  cleanUps: CleanUps,
): Promise<BackendProcess> {
  const folder = join('.dev', 'portal');
  // The clusters begin anew; what a former portal remembers of them would no longer be true.
  rmSync(folder, { recursive: true, force: true });
  const backend = new BackendProcess({
    port: options.port,
    folder,
    extent: 'portal',
    clusters,
    config: demoConfig({
      nodeSeconds: options.soakSeconds,
      finalSeconds: options.soakSeconds * 2,
    }),
  });
  cleanUps.add(() => backend.stop());
  await backend.start();
  // Ready is a portal that lets people in: until its catalog is read it knows nobody.
  await personaToken(backend.url, 'operator');
  return backend;
}

async function startClusters(
  options: StartOptions,
  cleanUps: CleanUps,
): Promise<NamedCluster[]> {
  const started: NamedCluster[] = [];
  for (const platform of options.platforms) {
    const {
      title,
      cluster: { name },
      simulated,
    } = platforms[platform];
    say(`Starting the ${title} cluster ...`);
    const cluster = await runCluster({
      target: options.isReal ? 'real' : 'embedded',
      platform: simulated,
      speed: options.speed,
      onProgress: text => say(`  ${text}`),
    });
    cleanUps.add(() => cluster.stop());
    if (options.fault) {
      await cluster.breakApplication(options.fault);
    }
    started.push({ name, ...cluster.connection });
  }
  return started;
}

function whatToDo(
  url: string,
  { fault, platforms: chosen }: StartOptions,
): string {
  const [first, ...others] = chosen.map(name => platforms[name].cluster);
  return `
The portal is ready: ${url}

  1. Sign in as Mia (operator).
  2. Catalog → Kind: Resource → ${first.title} → Upgrades.
  3. Plan upgrade, follow the steps, and start it. Pause, cancel or roll back at any time.
  4. Create → Upgrade a cluster requests an upgrade by a template. Docs has the manual.
${others
  .map(
    ({ title }) => `
${title} is upgraded the same way.
`,
  )
  .join('')}${
    fault
      ? `
An application fails (${fault}) once it runs on an upgraded node: the upgrade rolls back by itself, and its
report proves what was restored.
`
      : ''
  }
Sign in as Victor (viewer) or Olga (application owner) to see what other roles may do.
Ctrl-C ends everything.`;
}
