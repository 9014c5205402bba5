import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Clock,
  Random,
  StepHandler,
  stepLibrary,
} from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeStore } from '../database/UpgradeStore';
import {
  ConfiguredOptions,
  DEFAULT_OPTIONS,
  EngineOptions,
} from './EngineOptions';
import { ClusterAccess, Platform } from './EnginePorts';
import { EventHub } from './EventHub';
import { Stopwatch } from './lease/Stopwatch';
import { SystemStopwatch } from './lease/SystemStopwatch';
import { UpgradeWorker } from './UpgradeWorker';

/**
 * The engine as the plugin sees it: one worker in this process. Several processes on one database share
 * the upgrades among them.
 */
export class UpgradeEngine {
  readonly #worker: UpgradeWorker;

  constructor(options: {
    store: UpgradeStore;
    clusters: ClusterAccess;
    /** Undefined when no driver of that name is installed. */
    platformOf: (name: string) => Platform | undefined;
    /** Steps that every platform may use; the library's unless told. */
    stepLibrary?: readonly StepHandler[];
    hub: EventHub;
    clock: Clock;
    random: Random;
    stopwatch?: Stopwatch;
    logger: LoggerService;
    settings: ConfiguredOptions & Partial<EngineOptions>;
  }) {
    const { settings, ...ports } = options;
    this.#worker = new UpgradeWorker(
      {
        ...ports,
        stepLibrary: options.stepLibrary ?? stepLibrary,
        stopwatch: options.stopwatch ?? new SystemStopwatch(),
        options: { ...DEFAULT_OPTIONS, ...settings },
      },
      // A new name each time: a process that was started again is not the one that had the lease.
      `worker-${options.random.uuid()}`,
    );
  }

  /** Begins to claim upgrades. */
  start(): void {
    this.#worker.start();
  }

  /**
   * Stops steps at the next boundary and gives all upgrades back, so that another process takes them
   * up at once. Call it while the database is still open.
   */
  stop(): Promise<void> {
    return this.#worker.stop();
  }

  /** A hint that an upgrade was created, or asked for something; without it polling finds out. */
  wake(upgradeId: string): void {
    this.#worker.wake(upgradeId);
  }

  /** A hint that something may have been missed. */
  wakeAll(): void {
    this.#worker.wakeAll();
  }
}
