import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from 'playwright-core';
import { BackendProcess, CleanUps, freePort } from '@cluster-upgrade/portal';
import {
  launchBrowser,
  signIn,
  Visitor,
} from '@cluster-upgrade/portal/browser';
import { platforms } from '@cluster-upgrade/platforms';
import { BackendFigures, BackendWatch } from './BackendWatch';
import { benchConfig, nodesAtOnce } from './benchConfig';
import { ClusterProcess } from './ClusterProcess';
import { measurePage, PageFigures } from './measurePage';
import { RunFigures, UpgradeRun } from './UpgradeRun';

/** Openings after the long one, to tell a lucky one from the usual. */
const REOPENINGS = 2;
const REOPENING_MS = 5_000;
const WIDTH_PX = 1280;
/** Characters. */
const LOG_SHOWN = 2_000;

export interface RunSettings {
  nodes: number;
  /** How many times faster than life pods start and stop. */
  speed: number;
  /** How long to watch while events stream. */
  streamingMs: number;
  /** Prefix of the files that profiles go to; absent: none are taken. */
  profilePrefix?: string;
  onProgress(text: string): void;
}

/** All that was measured on a cluster of one size. */
export interface Figures {
  nodes: number;
  nodesAtOnce: number;
  run: RunFigures;
  /** The first one is watched for long. */
  openings: PageFigures[];
  streamedEvents: number;
  backend: BackendFigures;
}

/**
 * Brings up a portal with a cluster of this size, starts an upgrade and opens its page.
 *
 * @throws Error when the cluster, the backend or the page did not come up
 */
export async function measureRun(
  settings: RunSettings,
  cleanUps: CleanUps,
): Promise<Figures> {
  const { nodes, onProgress } = settings;
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-bench-'));
  cleanUps.add(() => rmSync(folder, { recursive: true, force: true }));
  onProgress(`Starting a cluster of ${nodes} nodes ...`);
  const cluster = await ClusterProcess.start({
    nodes,
    speed: settings.speed,
    folder,
    onProgress,
  });
  cleanUps.add(() => cluster.stop());
  onProgress('Starting the portal ...');
  const { name, ref } = platforms.omnicloud.cluster;
  const backend = new BackendProcess({
    port: await freePort(),
    folder,
    extent: 'portal',
    clusters: [{ name, url: cluster.url, token: cluster.token }],
    config: benchConfig(nodes),
  });
  cleanUps.add(() => backend.stop());
  const [browser] = await Promise.all([launchBrowser(), backend.start()]);
  cleanUps.add(() => browser.close());
  onProgress('Planning, verifying and starting the upgrade ...');
  try {
    const run = await UpgradeRun.start(backend.url, ref);
    cleanUps.add(() => run.stop());
    await run.nodesMove;
    return await watchPage(settings, browser, backend, run);
  } catch (error) {
    throw new Error(
      `${causeOf(error)}\nThe backend's log ends with:\n${endOf(backend.logFile)}`,
      { cause: error },
    );
  }
}

/** What the API answered, where it is the API that refused. */
function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function endOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').slice(-LOG_SHOWN);
}

async function watchPage(
  { nodes, streamingMs, profilePrefix, onProgress }: RunSettings,
  browser: Browser,
  backend: BackendProcess,
  run: UpgradeRun,
): Promise<Figures> {
  const operator = await Visitor.enter(
    browser,
    backend.url,
    page => signIn(page, 'Mia'),
    { widthPx: WIDTH_PX },
  );
  const openings: PageFigures[] = [];
  const open = async (durationMs: number) => {
    const count = openings.length + 1;
    openings.push(
      await measurePage(() => operator.openTab(), {
        path: `/upgrades/runs/${run.id}`,
        durationMs,
        profileFile:
          profilePrefix && `${profilePrefix}-opening-${count}.cpuprofile`,
      }),
    );
  };
  onProgress(`Watching its page for ${streamingMs / 1000} s ...`);
  const watch = new BackendWatch(backend.url, backend.pid);
  const eventsBefore = run.eventCount;
  await open(streamingMs);
  const streamedEvents = run.eventCount - eventsBefore;
  // The page of an upgrade that is over has nothing to freeze: it says another thing.
  for (let count = 0; count < REOPENINGS && !run.hasEnded; count++) {
    await open(REOPENING_MS);
  }
  return {
    nodes,
    nodesAtOnce: nodesAtOnce(nodes),
    run: run.figures,
    openings,
    streamedEvents,
    backend: watch.end(),
  };
}
