import { LoggerService } from '@backstage/backend-plugin-api';
import { createSimulatedCluster } from '@cluster-upgrade/cluster-simulator';
import {
  ControlAction,
  UpgradeEvent,
  UpgradeEventType,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  Clock,
  ClusterClient,
  Random,
  SeededRandom,
  StepHandler,
  stepLibrary,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Knex } from 'knex';
import { DatabaseUpgradeStore } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { UpgradeStore } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import {
  DEFAULT_OPTIONS,
  EngineOptions,
} from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { EnginePorts } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { EventHub } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { UpgradeRequests } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { UpgradeWorker } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { openMemoryDatabase } from './openMemoryDatabase';
import { PendingWork } from './PendingWork';
import { SAMPLE_REQUESTER, sampleUpgrade } from './samplePlan';

const SILENT: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => SILENT,
};

/** A cluster in this process. */
export interface BenchCluster {
  client(): ClusterClient;
  stop?(): void;
}

function openApi(clock: Clock, random: Random): BenchCluster {
  return createSimulatedCluster({ clock, random });
}

/**
 * Options of engines in virtual time: shorter than a portal's, so that recovery fits into a test.
 *
 * @internal
 */
export const BENCH_OPTIONS: EngineOptions = {
  ...DEFAULT_OPTIONS,
  leaseMs: 15_000,
  pollMs: 2_000,
  maxUpgrades: 50,
  maxFailedOnRollback: 3,
};

/**
 * A whole engine in virtual time: workers, a database in memory, and an embedded cluster's API.
 */
export class EngineBench {
  readonly requests: UpgradeRequests;
  readonly hub = new EventHub();
  readonly #workers: UpgradeWorker[] = [];

  private constructor(
    readonly clock: VirtualClock,
    readonly work: PendingWork,
    readonly random: SeededRandom,
    readonly store: UpgradeStore,
    private readonly cluster: BenchCluster,
    private readonly knex: Knex,
  ) {
    this.requests = new UpgradeRequests({
      store,
      clock,
      random,
      wake: id => this.#workers.forEach(worker => worker.wake(id)),
    });
  }

  /** @param openCluster - an API without anything in it, unless told */
  static async open(
    seed = 1,
    openCluster: (clock: Clock, random: Random) => BenchCluster = openApi,
  ): Promise<EngineBench> {
    const clock = new VirtualClock();
    const work = new PendingWork(clock);
    const random = new SeededRandom(seed);
    const { knex, ...database } = await openMemoryDatabase(clock);
    const store = work.track<UpgradeStore>(
      DatabaseUpgradeStore.create({ database: { knex, ...database } }),
    );
    const cluster = openCluster(clock, random);
    return new EngineBench(clock, work, random, store, cluster, knex);
  }

  /** The cluster's API; virtual time waits for its answers. */
  client(): ClusterClient {
    return this.work.track(this.cluster.client());
  }

  portsFor(
    handlers: readonly StepHandler[],
    options: Partial<EngineOptions> = {},
  ): EnginePorts {
    return {
      store: this.store,
      clusters: { clientFor: async () => this.client() },
      platformOf: () => ({
        stepHandlers: handlers,
        watchedResources: [],
        inspect: async () => ({ applications: [], budgets: [] }),
      }),
      stepLibrary,
      hub: this.hub,
      clock: this.clock,
      stopwatch: { elapsedMs: () => this.clock.now() },
      random: this.random,
      logger: SILENT,
      options: { ...BENCH_OPTIONS, ...options },
    };
  }

  startWorker(name: string, ports: EnginePorts): UpgradeWorker {
    const worker = new UpgradeWorker(ports, name);
    this.#workers.push(worker);
    worker.start();
    return worker;
  }

  /** Stops a worker as a process does that is told to end. */
  async stopWorker(name: string): Promise<void> {
    const worker = this.#workers.find(candidate => candidate.name === name);
    const stopped = worker?.stop();
    let isStopped = false;
    stopped?.then(() => (isStopped = true));
    await this.work.advanceUntil(() => isStopped, 60_000);
  }

  /** Accepts an upgrade and answers with its id. */
  async accept(
    plan: UpgradePlan,
    upgrade: Parameters<typeof sampleUpgrade>[1] = {},
  ): Promise<string> {
    const { upgradeId } = await this.store.createUpgrade(
      sampleUpgrade(plan, { atMs: this.clock.now(), ...upgrade }),
    );
    return upgradeId;
  }

  /** Leaves all upgrades as they were stored before API servers were locked. */
  async forgetLocks(): Promise<void> {
    await this.knex('api_server_locks').delete();
  }

  ask(upgradeId: string, action: ControlAction): Promise<UpgradeState> {
    return this.requests.control(upgradeId, action, {
      actor: SAMPLE_REQUESTER,
    });
  }

  async until(
    upgradeId: string,
    isReached: (state: UpgradeState) => boolean,
    limitMs = 3_600_000,
  ): Promise<UpgradeState> {
    let state: UpgradeState | undefined;
    await this.work.advanceUntil(async () => {
      state = await this.store.readState(upgradeId);
      return isReached(state);
    }, limitMs);
    return state!;
  }

  untilFinished(upgradeId: string, limitMs?: number): Promise<UpgradeState> {
    return this.until(
      upgradeId,
      ({ status }) => status === 'finished',
      limitMs,
    );
  }

  async events(upgradeId: string): Promise<UpgradeEvent[]> {
    return this.store.readEventsAfter(upgradeId, 0, Infinity);
  }

  async eventsOf<T extends UpgradeEventType>(
    upgradeId: string,
    ...types: T[]
  ): Promise<Array<UpgradeEvent<T>>> {
    const events = await this.events(upgradeId);
    return events.filter(({ type }) =>
      (types as string[]).includes(type),
    ) as Array<UpgradeEvent<T>>;
  }

  /** Stops all workers that are not dead, and closes the database. */
  async dispose(): Promise<void> {
    for (const { name } of this.#workers) {
      await this.stopWorker(name);
    }
    this.cluster.stop?.();
    await this.knex.destroy();
  }
}
