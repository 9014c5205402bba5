import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  followEvents,
  UpgradeApi,
  UpgradeEvent,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  BackendProcess,
  CleanUps,
  engineClient,
  freePort,
  PostgresServer,
  startPostgres,
  startUpgrade,
} from '@cluster-upgrade/portal';
import { platforms } from '@cluster-upgrade/platforms';
import { ClusterProcess } from './ClusterProcess';
import { LatencyFigures } from './latencyFigures';

const TO_VERSION = 'v1.4.1';
const NODES = 6;
const SPEED = 50;
/** Pauses, each with its end, that are asked for at each backend. */
const PAUSES = 10;
/** Of each node: the upgrade has to outlast the pauses. */
const SOAK_MS = 5_000;
const SETTLE_MS = 300;

/** Somebody who follows the upgrade at one backend, and asks there. */
class Follower {
  readonly figures: LatencyFigures = { eventsMs: [], requestsMs: [] };
  readonly #events: UpgradeEvent[] = [];
  #onEvent: () => void = () => {};

  constructor(private readonly api: UpgradeApi) {}

  async follow(upgradeId: string, signal: AbortSignal): Promise<void> {
    let isLive = false;
    for await (const event of followEvents(this.api, upgradeId, { signal })) {
      // What was there before it came is no measure.
      isLive ||= event.type === 'started';
      // Requests are written by whoever was asked, one of whom tells nobody.
      if (isLive && event.type !== 'control-requested') {
        this.figures.eventsMs.push(Date.now() - event.atMs);
      }
      this.#events.push(event);
      this.#onEvent();
    }
  }

  /** Asks, and waits until the other backend has carried it out. */
  async ask(
    send: (api: UpgradeApi) => Promise<unknown>,
    answer: UpgradeEventType,
  ): Promise<void> {
    const sentAtMs = Date.now();
    await send(this.api);
    const event = await this.seen(answer, sentAtMs);
    this.figures.requestsMs.push(event.atMs - sentAtMs);
  }

  /** The first one that was made since then, however late it is seen here. */
  async seen(type: UpgradeEventType, sinceMs = 0): Promise<UpgradeEvent> {
    for (;;) {
      const found = this.#events.find(
        event => event.type === type && event.atMs >= sinceMs,
      );
      if (found) {
        return found;
      }
      await new Promise<void>(next => {
        this.#onEvent = next;
      });
    }
  }
}

/**
 * Two backends on one PostgreSQL, and a third one that finds out by looking alone: how soon a viewer at
 * either sees what the first one writes, and how soon a request there reaches it.
 *
 * @throws Error when the cluster, the database or a backend did not come up
 */
export async function measureLatency(
  onProgress: (text: string) => void,
  cleanUps: CleanUps,
): Promise<{ told: LatencyFigures; looking: LatencyFigures }> {
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-latency-'));
  cleanUps.add(() => rmSync(folder, { recursive: true, force: true }));
  onProgress('Starting a cluster, a PostgreSQL and three backends ...');
  const postgres = await startPostgres();
  cleanUps.add(() => postgres.stop());
  const cluster = await ClusterProcess.start({
    nodes: NODES,
    speed: SPEED,
    folder,
    onProgress,
  });
  cleanUps.add(() => cluster.stop());
  const startBackend = backendStarter(cleanUps, folder, cluster, postgres);
  const worker = { enabled: false };
  const owner = await startBackend('owner', {});
  const told = new Follower(await startBackend('told', { worker }));
  const looking = new Follower(
    await startBackend('looking', {
      worker,
      database: { listenNotify: false },
    }),
  );
  onProgress(`Upgrading, with ${PAUSES} pauses asked for at each ...`);
  await upgradeFollowedBy(owner, [told, looking]);
  return { told: told.figures, looking: looking.figures };
}

/** Starts backends that share a database, each in a process of its own. */
function backendStarter(
  cleanUps: CleanUps,
  folder: string,
  { url, token }: ClusterProcess,
  { connectionString }: PostgresServer,
): (name: string, upgrade: object) => Promise<UpgradeApi> {
  const prefix = `bench_${randomUUID().slice(0, 8)}_`;
  return async (name, upgrade) => {
    const backend = new BackendProcess({
      port: await freePort(),
      folder: join(folder, name),
      extent: 'engine',
      clusters: [{ name: platforms.omnicloud.cluster.name, url, token }],
      postgres: { connectionString, prefix },
      config: { upgrade: { ...soaking, ...upgrade } },
    });
    cleanUps.add(() => backend.stop());
    await backend.start();
    return engineClient(backend.url);
  };
}

const soaking = {
  strategies: {
    omnicloud: {
      nodeSoak: { milliseconds: SOAK_MS },
      // However fast the machine: it is cancelled when all pauses are measured.
      finalSoak: { minutes: 10 },
    },
  },
};

async function upgradeFollowedBy(
  owner: UpgradeApi,
  followers: readonly Follower[],
): Promise<void> {
  const { ref } = platforms.omnicloud.cluster;
  const upgradeId = await startUpgrade(owner, ref, TO_VERSION);
  const ending = new AbortController();
  const following = followers.map(it => it.follow(upgradeId, ending.signal));
  try {
    await Promise.race([
      pauseInTurn(upgradeId, followers).then(() =>
        owner.cancelUpgrade(upgradeId),
      ),
      Promise.all(following).then(() => {
        throw new Error(
          'The upgrade was over before all pauses were asked for',
        );
      }),
    ]);
    await Promise.all(following);
  } finally {
    ending.abort();
    await Promise.allSettled(following);
  }
}

async function pauseInTurn(
  upgradeId: string,
  followers: readonly Follower[],
): Promise<void> {
  await Promise.all(followers.map(follower => follower.seen('step-started')));
  for (let pause = 0; pause < PAUSES; pause += 1) {
    for (const follower of followers) {
      await follower.ask(api => api.pauseUpgrade(upgradeId), 'pause-begun');
      await new Promise(next => setTimeout(next, SETTLE_MS));
      await follower.ask(api => api.resumeUpgrade(upgradeId), 'resumed');
      await new Promise(next => setTimeout(next, SETTLE_MS));
    }
  }
}
