import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import {
  ClusterClient,
  SeededRandom,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  RunningConnection,
  startEmbeddedTarget,
  startRealTarget,
} from './clusterTarget';
import { PodFault } from './faults/fault';
import { PodFaults } from './faults/PodFaults';
import { SimulatorFaults } from './faults/SimulatorFaults';
import {
  applicationFault,
  drivenAs,
  populateCluster,
  Population,
} from './populateCluster';

/** Fixed, so that two runs differ only in what was done to them. */
const RANDOM_SEED = 1;

/** @public */
export interface RunClusterOptions extends Population {
  /** Our API server and controllers in this process, or upstream's own control plane. */
  target: 'embedded' | 'real';
  /** Port of the API server; absent: a free one. */
  port?: number;
  /** Where to write the kubeconfig. */
  kubeconfigFile?: string;
  /** Faults from the start. */
  faults?: readonly PodFault[];
  /** Receives what happens, for people. */
  onProgress?: (message: string) => void;
  /** Receives what went wrong and is tried again. */
  onError?: (error: unknown) => void;
  /** Gives up a start that is under way. */
  signal?: AbortSignal;
}

/**
 * A cluster that runs.
 *
 * @public
 */
export interface RunningCluster {
  url: string;
  /** Faults of requests don't reach it. */
  client: ClusterClient;
  /** How to reach it as its administrator. */
  connection: RunningConnection;
  /**
   * Where faults of requests show: the API server itself where it is ours, a proxy in front of
   * upstream's.
   */
  faultyUrl: string;
  /** A kubeconfig for the administrator. */
  kubeconfig(): string;
  /** Faults to be set and taken away, see the README. */
  faults: SimulatorFaults;
  /**
   * Makes an application fail as soon as the upgrade of the platform reaches a machine that it runs
   * on: `crash-loop`, `image-pull`, `failing-probe`, `slow-start` or `stuck-termination`.
   */
  breakApplication(fault: string): Promise<void>;
  /** Rejects if the cluster ever ends without having been stopped. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

/**
 * Starts a cluster of the platform with everything in it; resolves when all seeded workloads are
 * ready.
 *
 * @throws when the port is taken, the seed is refused, or the workloads don't become ready
 * @public
 */
export async function runCluster(
  options: RunClusterOptions,
): Promise<RunningCluster> {
  const ending = new AbortController();
  // Everything in the cluster listens to this one signal.
  setMaxListeners(0, ending.signal);
  const environment = {
    clock: new SystemClock(),
    random: new SeededRandom(RANDOM_SEED),
    signal: ending.signal,
    onProgress: options.onProgress ?? (() => {}),
    onError: options.onError ?? (() => {}),
  };
  const podFaults = new PodFaults(options.faults);
  const startTarget =
    options.target === 'real' ? startRealTarget : startEmbeddedTarget;
  const target = await startTarget({
    ...environment,
    podFaults,
    port: options.port,
    events: drivenAs(options).events,
  });
  // Whoever does not look at it must not be ended by it.
  target.failed.catch(() => undefined);
  const stop = async () => {
    ending.abort();
    await target.stop();
  };
  const { client, connection, faults, log } = target;
  try {
    await populateCluster(options, {
      ...environment,
      client,
      faults: podFaults,
      seedSignal: options.signal,
      log,
    });
    if (options.kubeconfigFile) {
      await writeFile(options.kubeconfigFile, target.kubeconfig(), {
        mode: 0o600,
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: connection.url,
    client,
    connection,
    faultyUrl: target.faultyUrl,
    kubeconfig: () => target.kubeconfig(),
    faults,
    async breakApplication(fault) {
      podFaults.set(await applicationFault(options, client, fault));
    },
    failed: target.failed,
    stop,
  };
}
