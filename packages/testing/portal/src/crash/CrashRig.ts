import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningCluster, runCluster } from '@cluster-upgrade/cluster-simulator';
import { platforms } from '@cluster-upgrade/platforms';
import {
  UpgradeApi,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { BackendProcess } from '../host/BackendProcess';
import { freePort } from '../host/freePort';
import { PostgresServer } from '../host/PostgresServer';
import { DatabaseProxy } from './DatabaseProxy';
import { EffectLedger, Effects } from './EffectLedger';
import { engineClient } from './engineClient';
import { Fault } from './faults';
import { readFinalState } from './finalState';
import { startUpgrade } from '../rest/startUpgrade';
import { Viewer } from './Viewer';

const CLUSTER_REF = 'resource:default/omni-prod';
const TO_VERSION = 'v1.4.1';
/** Fast nodes: what is tested is the backend. */
const SPEED = 100;
/** How often a person looks whether the upgrade has ended. */
const LOOK_MS = 300;
const ANSWER_LIMIT_MS = 5_000;
/** How long nobody may answer: both backends may have to start at once. */
const SERVED_LIMIT_MS = 60_000;
/** Of one backend in a row. */
const MAX_STARTS = 5;

/** Short waits, so that many faults fit into a test. */
const configWith = (leaseMs: number) => ({
  upgrade: {
    worker: {
      leaseDuration: { milliseconds: leaseMs },
      pollInterval: { milliseconds: 200 },
    },
    strategies: {
      omnicloud: {
        nodeSoak: { milliseconds: 200 },
        finalSoak: { milliseconds: 200 },
      },
    },
  },
});

export interface RigOptions {
  backends: number;
  leaseMs: number;
  /** Absent: SQLite, which has room for one backend. */
  postgres?: PostgresServer;
}

/** What is left when an upgrade is over. */
export interface Ending {
  state: UpgradeState;
  events: UpgradeEvent[];
  effects: Effects;
  finalState: Record<string, unknown>;
  /** What somebody saw who watched it, at each backend. */
  seen: Array<readonly UpgradeEvent[]>;
}

/** A backend, and how it is reached. */
interface Replica {
  process: BackendProcess;
  api: UpgradeApi;
  viewer: Viewer;
  /** Absent: SQLite. */
  proxy?: DatabaseProxy;
  isToEnd: boolean;
}

/**
 * A cluster, backends in processes of their own on one database, somebody who starts an upgrade, and
 * faults that befall them.
 */
export class CrashRig {
  readonly #folder = mkdtempSync(join(tmpdir(), 'upgrade-crash-'));
  readonly #replicas: Replica[] = [];
  #cluster!: RunningCluster;
  #ledger!: EffectLedger;
  #upgradeId = '';
  /** Says how a backend ended that nobody ended. */
  #unexpectedEnd: string | undefined;

  private constructor(private readonly options: RigOptions) {}

  static async create(options: RigOptions): Promise<CrashRig> {
    const rig = new CrashRig(options);
    try {
      await rig.#create();
      return rig;
    } catch (error) {
      await rig.stop();
      throw error;
    }
  }

  async #create(): Promise<void> {
    this.#cluster = await runCluster({
      target: 'embedded',
      platform: platforms.omnicloud.simulated,
      speed: SPEED,
    });
    const prefix = `crash_${randomUUID().slice(0, 8)}_`;
    for (let index = 0; index < this.options.backends; index += 1) {
      this.#replicas.push(await this.#replica(index, prefix));
      // One after the other: the first one makes the tables.
      await this.#start(this.#replicas[index]);
    }
    this.#ledger = new EffectLedger(this.#cluster.client);
    await this.#ledger.start();
  }

  async startUpgrade(): Promise<void> {
    const [{ api }] = this.#replicas;
    this.#upgradeId = await startUpgrade(api, CLUSTER_REF, TO_VERSION);
    this.#replicas.forEach(({ viewer }) => viewer.watch(this.#upgradeId));
  }

  /** Somebody has seen that it is over. */
  get isOver(): boolean {
    return this.#replicas.some(({ viewer }) => viewer.hasSeenTheEnd);
  }

  /** Resolves when everybody is up again. */
  async inject({ kind, backend, lastsMs, isUnclean }: Fault): Promise<void> {
    const { process, proxy } = this.#replicas[backend];
    switch (kind) {
      case 'kill':
        this.#replicas[backend].isToEnd = true;
        await process.kill();
        await this.#start(this.#replicas[backend]);
        return;
      case 'freeze':
        process.freeze();
        await sleep(lastsMs);
        process.thaw();
        return;
      case 'cut':
        await proxy!.cut(lastsMs);
        return;
      default:
        await this.options.postgres!.restart(isUnclean ? 'immediate' : 'fast');
    }
  }

  /** Waits for the end, and answers with everything that is left of the upgrade. */
  async finish(limitMs: number): Promise<Ending> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      const { state } = await this.#ask(api => api.getUpgrade(this.#upgradeId));
      if (state.status === 'finished') {
        return this.#ending(state);
      }
      const isRetried = await this.#retryWhenSetAside(state);
      if (
        this.#unexpectedEnd ||
        Date.now() > untilMs ||
        (state.status === 'needs-attention' && !isRetried)
      ) {
        throw new Error(
          `${this.#unexpectedEnd ?? ''}The upgrade is ${state.status} after ${limitMs} ms: ${JSON.stringify(
            state.failure ?? state.steps[state.activePlan],
          ).slice(0, 2000)}`,
        );
      }
      await sleep(LOOK_MS);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#replicas.map(async replica => {
        replica.isToEnd = true;
        await replica.viewer.stop();
        await replica.process.stop();
        replica.proxy?.close();
      }),
    );
    await this.#ledger?.stop();
    await this.#cluster?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ending(state: UpgradeState): Promise<Ending> {
    return {
      state,
      events: await this.#ask(api => readAllEvents(api, this.#upgradeId)),
      finalState: await readFinalState(this.#cluster.client),
      effects: await this.#ledger.stop(),
      seen: await Promise.all(
        this.#replicas.map(({ viewer }) => viewer.untilTheEnd()),
      ),
    };
  }

  async #replica(index: number, prefix: string): Promise<Replica> {
    const { postgres, leaseMs } = this.options;
    const proxy = postgres && (await DatabaseProxy.open(postgres.port));
    const process = new BackendProcess({
      port: await freePort(),
      folder: join(this.#folder, String(index)),
      extent: 'engine',
      clusters: [{ name: 'omni-prod', ...this.#cluster.connection }],
      postgres: proxy && {
        connectionString: postgres.connectionStringAt(proxy.port),
        prefix,
      },
      config: configWith(leaseMs),
    });
    const api = engineClient(process.url);
    return { process, api, proxy, viewer: new Viewer(api), isToEnd: false };
  }

  /** As whoever keeps backends running does: a database that is away may spoil some starts. */
  async #start(replica: Replica): Promise<void> {
    for (let starts = 1; ; starts += 1) {
      try {
        await replica.process.start();
        break;
      } catch (error) {
        if (starts === MAX_STARTS) {
          throw error;
        }
      }
    }
    replica.isToEnd = false;
    replica.process.ended().then(how => {
      if (!replica.isToEnd) {
        this.#unexpectedEnd = `${how}\n`;
      }
    });
  }

  /**
   * Kills that come faster than steps end look like an upgrade that takes its backends down. A person who
   * knows better has it taken up again.
   */
  async #retryWhenSetAside(state: UpgradeState): Promise<boolean> {
    const isSetAside =
      state.status === 'needs-attention' &&
      state.failure?.cause.code === 'no-progress';
    if (isSetAside && !state.control) {
      await this.#ask(api => api.retryUpgrade(this.#upgradeId)).catch(
        () => undefined,
      );
    }
    return isSetAside;
  }

  /** Asks one backend after the other until one answers, as a person does. */
  async #ask<T>(question: (api: UpgradeApi) => Promise<T>): Promise<T> {
    const untilMs = Date.now() + SERVED_LIMIT_MS;
    for (;;) {
      for (const { api } of this.#replicas) {
        try {
          return await inTime(question(api));
        } catch (error) {
          if (Date.now() > untilMs) {
            throw error;
          }
        }
      }
      await sleep(LOOK_MS);
    }
  }
}

async function readAllEvents(
  api: UpgradeApi,
  upgradeId: string,
): Promise<UpgradeEvent[]> {
  const events: UpgradeEvent[] = [];
  let after = 0;
  for (;;) {
    const page = await api.listEvents(upgradeId, { after });
    events.push(...page.events);
    after = page.nextAfter;
    if (page.events.length === 0 || page.isComplete) {
      return events;
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise(next => setTimeout(next, ms));
}

/** A frozen backend gives no answer. */
function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  return Promise.race([
    answer,
    new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error('No answer in time')),
        ANSWER_LIMIT_MS,
      );
    }),
  ]).finally(() => clearTimeout(timer));
}
