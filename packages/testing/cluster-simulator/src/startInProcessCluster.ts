import { setMaxListeners } from 'node:events';
import {
  Clock,
  ClusterClient,
  Random,
} from '@cluster-upgrade/plugin-upgrade-node';
import { SimulatorUser } from './apiserver/access/users';
import { builtinDefinitions } from './apiserver/resources/builtinResources';
import { startControllers } from './controllers/startControllers';
import { SimulatorFaults } from './faults/SimulatorFaults';
import {
  applicationFault,
  drivenAs,
  populateCluster,
  Population,
} from './populateCluster';
import { createSimulatedCluster, SimulatedCluster } from './SimulatedCluster';

/** @public */
export interface InProcessClusterOptions extends Population {
  clock: Clock;
  random: Random;
  users?: SimulatorUser[];
  /** How long a node may be silent, in milliseconds; 50 s unless told, as upstream's. */
  nodeMonitorGracePeriodMs?: number;
  /** Receives what went wrong and is tried again. */
  onError?: (error: unknown) => void;
}

/**
 * A whole cluster in this process, without a socket, under a clock that is passed in.
 *
 * @public
 */
export interface InProcessCluster {
  /** The administrator's; subject to faults. */
  client: ClusterClient;
  /** The API underneath. */
  api: SimulatedCluster;
  faults: SimulatorFaults;
  /** See `RunningCluster.breakApplication`. */
  breakApplication(fault: string): Promise<void>;
  /** All seeded workloads are ready; rejects when they don't become so. */
  seeded: Promise<void>;
  /** Whether `seeded` has resolved, for `VirtualClock.advanceUntil`. */
  isSeeded(): boolean;
  /** Ends everything that runs in it. */
  stop(): void;
}

/**
 * Starts a cluster of the platform with everything in it. Returns at once: whoever moves the clock
 * waits for `seeded`.
 *
 * @public
 */
export function startInProcessCluster(
  options: InProcessClusterOptions,
): InProcessCluster {
  const { clock, random, users, onError = () => {} } = options;
  const ending = new AbortController();
  // Everything in the cluster listens to this one signal.
  setMaxListeners(0, ending.signal);
  const api = createSimulatedCluster({ clock, random, users });
  // What is part of the cluster, its nodes and operators included, works in spite of faults.
  const insider = api.controlPlaneClient();
  const { signal } = ending;
  startControllers({
    client: insider,
    clock,
    signal,
    onError,
    events: drivenAs(options).events,
    nodeMonitorGracePeriodMs: options.nodeMonitorGracePeriodMs,
    builtinResources: builtinDefinitions(),
  });
  let isSeeded = false;
  const seeded = populateCluster(options, {
    client: insider,
    clock,
    random,
    faults: api.faults.pods,
    signal,
    seedSignal: signal,
    log: (container, line) => api.podLogs.append(container, line),
    onProgress: () => {},
    onError,
  }).then(() => {
    isSeeded = true;
  });
  // Whoever does not wait for it must not be ended by it.
  seeded.catch(onError);
  return {
    client: api.client(),
    api,
    faults: api.faults,
    async breakApplication(fault) {
      api.faults.pods.set(await applicationFault(options, insider, fault));
    },
    seeded,
    isSeeded: () => isSeeded,
    stop: () => ending.abort(new Error('The cluster was stopped')),
  };
}
