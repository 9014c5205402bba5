import {
  Clock,
  Random,
  SystemClock,
  SystemRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { SimulatorUser } from './apiserver/access/users';
import { FaultyTransport } from './faults/FaultyTransport';
import { PodFaults } from './faults/PodFaults';
import { SimulatorFaults } from './faults/SimulatorFaults';
import { withFaultRoutes } from './http/faultRoutes';
import { HttpServer } from './http/HttpServer';
import { kubeconfigFor } from './http/kubeconfig';
import {
  adminUser,
  createSimulatedCluster,
  SimulatedCluster,
} from './SimulatedCluster';

/** @public */
export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  clock?: Clock;
  random?: Random;
  users?: SimulatorUser[];
  podFaults?: PodFaults;
}

/** @public */
export interface Simulator {
  url: string;
  adminToken: string;
  /** For `kubectl`, as YAML. */
  kubeconfig(): string;
  cluster: SimulatedCluster;
  /** Also at `/simulator/faults`, see the README. */
  faults: SimulatorFaults;
  /** Ends the server and all open watches. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded cluster's API over HTTP on the loopback interface.
 *
 * @throws Error that names the port when it is taken
 * @public
 */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const {
    port = 0,
    clock = new SystemClock(),
    random = new SystemRandom(),
    users,
    podFaults,
  } = options;
  const cluster = createSimulatedCluster({ clock, random, users, podFaults });
  const { faults } = cluster;
  const server = await HttpServer.start(
    withFaultRoutes(
      new FaultyTransport(cluster.apiServer, faults.requests, clock),
      faults,
    ),
    port,
  );
  const { url } = server;
  return {
    url,
    adminToken: adminUser.token,
    kubeconfig: () => kubeconfigFor(url, adminUser),
    cluster,
    faults,
    stop: () => server.stop(),
  };
}
