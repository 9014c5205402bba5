import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  evolve,
  findingTitle,
  followEvents,
  PlanView,
  UpgradeApi,
  UpgradePlan,
  UpgradeState,
  plainLine,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RunningCluster, runCluster } from '@cluster-upgrade/cluster-simulator';
import {
  BackendProcess,
  chooseVersion,
  CleanUps,
  demoConfig,
  freePort,
  makePlan,
  personaToken,
  startPlan,
  upgradeClientAt,
} from '@cluster-upgrade/portal';
import { platforms } from '@cluster-upgrade/platforms';
import { DEMO_HELP, DemoOptions, EXIT, parseDemoOptions } from './demoOptions';
import { LiveDisplay } from './LiveDisplay';

const say = (text: string) => process.stderr.write(`${text}\n`);

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(DEMO_HELP);
    return EXIT.completed;
  }
  let options: DemoOptions;
  try {
    options = parseDemoOptions(args);
    requirePlatform(options.platform);
  } catch (error) {
    say(`dev demo: ${(error as Error).message}\n`);
    say(DEMO_HELP);
    return EXIT.usage;
  }
  const cleanUps = new CleanUps();
  try {
    return await demonstrate(options, cleanUps);
  } finally {
    if (options.isKept) {
      say('Everything is left running. Ctrl-C ends it.');
      await new Promise(() => {});
    }
    await cleanUps.run();
  }
}

function requirePlatform(platform: string): void {
  if (!platforms[platform]) {
    throw new Error(
      `--platform takes ${Object.keys(platforms).join(' or ')}, not '${platform}'`,
    );
  }
}

async function demonstrate(
  options: DemoOptions,
  cleanUps: CleanUps,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-demo-'));
  cleanUps.add(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startCluster(options, cleanUps);
  const api = await startBackend(options, cluster, folder, cleanUps);
  const { ref } = platforms[options.platform].cluster;

  const detail = await api.getCluster(ref);
  const toVersion = chooseVersion(detail);
  say(
    `\n${detail.overview.title} runs ${detail.overview.version}. Planning the upgrade to ${toVersion} ...`,
  );
  const plan = await makePlan(api, ref, toVersion);
  showPlan(plan);
  if (options.fault) {
    await cluster.breakApplication(options.fault);
    say(`Fault: ${options.fault}, once an application is moved.`);
  }
  const upgradeId = await startPlan(api, plan);
  const final = await follow(api, upgradeId, plan.plan);
  process.stdout.write(`\n${await api.getReportMarkdown(final.id)}\n`);
  return exitCodeOf(final);
}

async function startCluster(
  options: DemoOptions,
  cleanUps: CleanUps,
): Promise<RunningCluster> {
  say(
    options.target === 'real'
      ? "Starting upstream's control plane with embedded nodes ..."
      : 'Starting the embedded cluster ...',
  );
  const cluster = await runCluster({
    target: options.target,
    platform: platforms[options.platform].simulated,
    speed: options.speed,
    onProgress: text => say(`  ${text}`),
  });
  cleanUps.add(() => cluster.stop());
  return cluster;
}

async function startBackend(
  options: DemoOptions,
  cluster: RunningCluster,
  folder: string,
  cleanUps: CleanUps,
): Promise<UpgradeApi> {
  say('Starting the backend ...');
  const backend = new BackendProcess({
    port: await freePort(),
    folder,
    extent: 'headless',
    clusters: [
      { name: platforms[options.platform].cluster.name, ...cluster.connection },
    ],
    config: demoConfig(),
  });
  cleanUps.add(() => backend.stop());
  await backend.start();
  say(`  ready at ${backend.url}`);
  const token = await personaToken(backend.url, 'operator');
  return upgradeClientAt(backend.url, token);
}

function showPlan({ hash, plan, verification }: PlanView): void {
  say(
    `Plan ${hash.slice(0, 19)}: ${plan.steps.length} steps, ${
      plan.changes.filter(change => change.action !== 'unchanged').length
    } objects change.`,
  );
  for (const finding of verification?.findings ?? []) {
    if (finding.status !== 'pass') {
      say(
        plainLine(
          `  ${finding.status}: ${findingTitle(finding)} – ${finding.observed}`,
        ),
      );
    }
  }
}

/** Shows every event, and answers with the final state. */
async function follow(
  api: UpgradeApi,
  upgradeId: string,
  plan: UpgradePlan,
): Promise<UpgradeState> {
  let current = plan;
  let state: UpgradeState | undefined;
  const display = new LiveDisplay(process.stderr, () => current);
  for await (const event of followEvents(api, upgradeId)) {
    const before = state?.activePlan;
    state = evolve(state, event);
    if (before && before !== state.activePlan) {
      current = await api.getUpgradePlan(upgradeId, state.activePlan);
    }
    display.show(event, state);
  }
  display.end();
  if (!state) {
    throw new Error(`Upgrade ${upgradeId} has no events`);
  }
  return state;
}

function exitCodeOf(state: UpgradeState): number {
  switch (state.outcome) {
    case 'completed':
    case 'completed-with-overrides':
      return EXIT.completed;
    case 'rolled-back':
      return state.proof?.differences.length === 0
        ? EXIT.rolledBackAndProven
        : EXIT.failed;
    case 'rolled-back-with-leftovers':
      return EXIT.rolledBackWithLeftovers;
    default:
      return EXIT.failed;
  }
}
