import { startControlPlane } from '@cluster-upgrade/control-plane';
import {
  Clock,
  ClusterClient,
  HttpTransport,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { builtinDefinitions } from './apiserver/resources/builtinResources';
import { startControllers } from './controllers/startControllers';
import { ContainerLog } from './kubelet/Kubelets';
import { EventVerbosity } from './reconcile/EventRecorder';
import { startSimulator } from './startSimulator';

/**
 * A cluster that has an API and controllers, and as yet no node.
 *
 * @internal
 */
export interface ClusterTarget {
  url: string;
  client: ClusterClient;
  connection: { url: string; token: string; caPem?: string };
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
  const { clock, port, events, signal, onError } = options;
  const simulator = await startSimulator({ port, clock });
  const client = simulator.cluster.client();
  startControllers({
    client,
    clock,
    events,
    signal,
    onError,
    builtinResources: builtinDefinitions(),
  });
  return {
    url: simulator.url,
    client,
    connection: { url: simulator.url, token: simulator.adminToken },
    log: (container, line) => simulator.cluster.podLogs.append(container, line),
    kubeconfig: () => simulator.kubeconfig(),
    failed: new Promise(() => {}),
    stop: () => simulator.stop(),
  };
}

/**
 * Upstream's own control plane.
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
  const connection = {
    url: controlPlane.url,
    caPem: controlPlane.caPem,
    token: controlPlane.adminToken,
  };
  const transport = new HttpTransport(connection);
  return {
    url: controlPlane.url,
    client: new RestClusterClient(transport),
    connection,
    kubeconfig: () => controlPlane.kubeconfig(),
    failed: controlPlane.failed.then(error => {
      throw error;
    }),
    async stop() {
      transport.close();
      await controlPlane.stop();
    },
  };
}
