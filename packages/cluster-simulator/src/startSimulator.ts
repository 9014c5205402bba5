import {
  Clock,
  Random,
  SystemClock,
  SystemRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { SimulatorUser } from './apiserver/access/users';
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
}

/** @public */
export interface Simulator {
  url: string;
  adminToken: string;
  /** For `kubectl`, as YAML. */
  kubeconfig(): string;
  cluster: SimulatedCluster;
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
  } = options;
  const cluster = createSimulatedCluster({ clock, random, users });
  const server = await HttpServer.start(cluster.apiServer, port);
  const { url } = server;
  return {
    url,
    adminToken: adminUser.token,
    kubeconfig: () => kubeconfigFor(url, adminUser),
    cluster,
    stop: () => server.stop(),
  };
}
