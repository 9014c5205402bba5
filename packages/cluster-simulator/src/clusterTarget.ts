import { startControlPlane } from '@cluster-upgrade/control-plane';
import {
  ClusterClient,
  HttpTransport,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';

/**
 * A cluster that has an API and controllers, and as yet no node.
 *
 * @internal
 */
export interface ClusterTarget {
  url: string;
  client: ClusterClient;
  /** A kubeconfig for the administrator. */
  kubeconfig(): string;
  /** Rejects if the cluster ever ends without having been stopped. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

/** @internal */
export interface TargetOptions {
  port?: number;
  onProgress: (message: string) => void;
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
  const transport = new HttpTransport({
    url: controlPlane.url,
    caPem: controlPlane.caPem,
    token: controlPlane.adminToken,
  });
  return {
    url: controlPlane.url,
    client: new RestClusterClient(transport),
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
