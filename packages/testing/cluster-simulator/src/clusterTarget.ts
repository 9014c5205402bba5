import { startControlPlane } from '@cluster-upgrade/control-plane';
import {
  Clock,
  ClusterClient,
  HttpTransport,
  Random,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { builtinDefinitions } from './apiserver/resources/builtinResources';
import { startControllers } from './controllers/startControllers';
import { PodFaults } from './faults/PodFaults';
import { SimulatorFaults } from './faults/SimulatorFaults';
import { startFaultProxy } from './http/startFaultProxy';
import { ContainerLog } from './kubelet/PodMoves';
import { EventVerbosity } from './reconcile/EventRecorder';
import { startSimulator } from './startSimulator';

/** @public */
export interface RunningConnection {
  url: string;
  token: string;
  /** PEM of the authority that signed the server's certificate; absent without TLS. */
  caPem?: string;
}

/**
 * A cluster that has an API and controllers, and as yet no node.
 *
 * @internal
 */
export interface ClusterTarget {
  /** For what belongs to the cluster: faults of requests don't reach it. */
  client: ClusterClient;
  /** For everybody else. */
  connection: RunningConnection;
  /** Where faults of requests show. */
  faultyUrl: string;
  faults: SimulatorFaults;
  /** Takes what containers print, where there is somebody to keep it. */
  log?: ContainerLog;
  /** A kubeconfig for the administrator. */
  kubeconfig(): string;
  /** Rejects if the cluster ever ends without having been stopped. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

/** @internal */
export interface TargetOptions {
  clock: Clock;
  random: Random;
  podFaults: PodFaults;
  port?: number;
  events?: EventVerbosity;
  onProgress: (message: string) => void;
  onError: (error: unknown) => void;
  /** Ends the controllers. */
  signal: AbortSignal;
}

/**
 * Our own API server and controllers, in this process.
 *
 * @throws when the port is taken
 * @internal
 */
export async function startEmbeddedTarget(
  options: TargetOptions,
): Promise<ClusterTarget> {
  const { clock, random, podFaults, port, events, signal, onError } = options;
  const simulator = await startSimulator({ port, clock, random, podFaults });
  const client = simulator.cluster.controlPlaneClient();
  startControllers({
    client,
    clock,
    events,
    signal,
    onError,
    builtinResources: builtinDefinitions(),
  });
  return {
    client,
    connection: { url: simulator.url, token: simulator.adminToken },
    faultyUrl: simulator.url,
    faults: simulator.faults,
    log: (container, line) => simulator.cluster.podLogs.append(container, line),
    kubeconfig: () => simulator.kubeconfig(),
    failed: new Promise(() => {}),
    stop: () => simulator.stop(),
  };
}

/**
 * Upstream's own control plane, with a proxy beside it that plays faults of requests. The kubeconfig
 * and the connection lead to the API server itself; faults of requests show to those who come by
 * `faultyUrl`.
 *
 * @throws `ControlPlaneUnavailable` with the remedy when it can't be had on this machine
 * @internal
 */
export async function startRealTarget(
  options: TargetOptions,
): Promise<ClusterTarget> {
  const controlPlane = await startControlPlane({
    port: options.port,
    log: options.onProgress,
  });
  const { url, caPem, adminToken: token } = controlPlane;
  const transport = new HttpTransport({ url, caPem, token });
  // Everybody brings their own token through the proxy, so that rights stay real.
  const forwarding = new HttpTransport({ url, caPem });
  const proxy = await startFaultProxy({
    target: forwarding,
    clock: options.clock,
    random: options.random,
    podFaults: options.podFaults,
  });
  return {
    client: new RestClusterClient(transport),
    connection: { url, caPem, token },
    faultyUrl: proxy.url,
    faults: proxy.faults,
    kubeconfig: () => controlPlane.kubeconfig(),
    failed: controlPlane.failed.then(error => {
      throw error;
    }),
    async stop() {
      transport.close();
      forwarding.close();
      await proxy.stop();
      await controlPlane.stop();
    },
  };
}
