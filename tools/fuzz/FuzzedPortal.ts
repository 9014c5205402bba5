import { randomUUID } from 'node:crypto';
import { RunningCluster, runCluster } from '@cluster-upgrade/cluster-simulator';
import { UpgradeClient } from '@cluster-upgrade/plugin-upgrade-common';
import {
  BackendProcess,
  freePort,
  personaToken,
  upgradeClientAt,
} from '@cluster-upgrade/portal';
import { platforms } from '@cluster-upgrade/platforms';

/** Fast nodes: what is tested is the API. */
const SPEED = 100;

/** Nobody listens on this port: one of the clusters never answers. */
const DISCARD_PORT = 9;

/** So high that no request is refused for having company. */
const UNLIMITED = 1_000_000;

const CONFIG = {
  upgrade: {
    worker: {
      leaseDuration: { seconds: 6 },
      pollInterval: { milliseconds: 500 },
    },
    strategies: {
      omnicloud: {
        nodeSoak: { milliseconds: 100 },
        finalSoak: { milliseconds: 100 },
      },
    },
    limits: {
      openPollsPerUser: UNLIMITED,
      plansPerUser: UNLIMITED,
      notesPerUser: UNLIMITED,
      notesPerUpgrade: UNLIMITED,
    },
  },
};

/** A portal on a database of its own, with a cluster that answers and one that doesn't. */
export class FuzzedPortal {
  readonly #cluster: RunningCluster;
  readonly #backend: BackendProcess;

  private constructor(cluster: RunningCluster, backend: BackendProcess) {
    this.#cluster = cluster;
    this.#backend = backend;
  }

  /**
   * @param folder - for its log and, with SQLite, its database
   * @param postgresUrl - absent: SQLite
   * @throws Error with the end of its log when the backend does not start
   */
  static async start(
    folder: string,
    postgresUrl: string | undefined,
  ): Promise<FuzzedPortal> {
    const cluster = await runCluster({
      target: 'embedded',
      platform: platforms.omnicloud.simulated,
      speed: SPEED,
    });
    const backend = new BackendProcess({
      port: await freePort(),
      folder,
      extent: 'headless',
      clusters: [
        { name: platforms.omnicloud.cluster.name, ...cluster.connection },
        {
          name: platforms.weka.cluster.name,
          url: `https://127.0.0.1:${DISCARD_PORT}`,
          token: 'nobody-asks-for-it',
        },
      ],
      postgres: postgresUrl
        ? {
            connectionString: postgresUrl,
            // Each run begins with empty databases on a server that others use too.
            prefix: `fuzz_${randomUUID().slice(0, 8)}_`,
          }
        : undefined,
      config: CONFIG,
    });
    const portal = new FuzzedPortal(cluster, backend);
    try {
      await backend.start();
    } catch (error) {
      await portal.stop();
      throw error;
    }
    return portal;
  }

  /** Base URL of the upgrade API. */
  get apiUrl(): string {
    return `${this.#backend.url}/api/upgrade`;
  }

  /** @param persona - id of a demo persona */
  tokenOf(persona: string): Promise<string> {
    return personaToken(this.#backend.url, persona);
  }

  clientWith(token: string): UpgradeClient {
    return upgradeClientAt(this.#backend.url, token);
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
    await this.#cluster.stop();
  }
}
