import https from 'node:https';
import { InputError, NotFoundError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import { ClusterConnection } from './HttpTransport';

/**
 * Where a kubeconfig is read from. Without file and text: in kubectl's own order, `KUBECONFIG`,
 * `~/.kube/config`, the service account of the pod.
 *
 * @public
 */
export interface KubeconfigSource {
  file?: string;
  /** YAML. */
  text?: string;
  /** Absent: the current context. */
  context?: string;
}

/**
 * The connection that a kubeconfig describes. A plugin that fetches a token (`exec`) runs once: make a
 * new connection when the token has expired.
 *
 * @throws NotFoundError when the context or its cluster is not in the kubeconfig
 * @throws InputError when its user signs in with a password, which Kubernetes dropped
 * @public
 */
export async function connectionFromKubeconfig(
  source: KubeconfigSource = {},
): Promise<ClusterConnection> {
  // ESM only, so it can't be required. No other file knows this library.
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  load(config, source);
  const cluster = chosenCluster(config, source);
  if (config.getCurrentUser()?.username) {
    throw new InputError(
      `User ${config.getCurrentUser()?.name} of the kubeconfig signs in with a password; use a token, a certificate or an exec plugin`,
    );
  }
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return withoutUndefined({
    url: cluster.server,
    token: bearerToken(options),
    caPem: pem(options.ca),
    clientCertificatePem: pem(options.cert),
    clientKeyPem: pem(options.key),
    isTlsVerificationSkipped:
      (cluster.skipTLSVerify && cluster.server.startsWith('https:')) ||
      undefined,
  });
}

function load(config: KubeConfig, { file, text }: KubeconfigSource): void {
  if (text !== undefined) {
    config.loadFromString(text);
  } else if (file !== undefined) {
    config.loadFromFile(file);
  } else {
    config.loadFromDefault();
  }
  config.clusters = config.clusters.map(cluster =>
    isPlainLoopback(cluster.server)
      ? { ...cluster, skipTLSVerify: true }
      : cluster,
  );
}

/**
 * The client refuses HTTP unless verification is off. On this machine itself there is nothing to
 * verify; elsewhere a token would travel in the clear, and it shall go on refusing.
 */
function isPlainLoopback(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return (
    protocol === 'http:' &&
    ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  );
}

function chosenCluster(config: KubeConfig, { context }: KubeconfigSource) {
  if (context !== undefined) {
    if (!config.getContextObject(context)) {
      throw new NotFoundError(
        `The kubeconfig has no context '${context}'; it has ${
          config
            .getContexts()
            .map(({ name }) => name)
            .join(', ') || 'none'
        }`,
      );
    }
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw new NotFoundError(
      `Context '${config.getCurrentContext()}' of the kubeconfig names a cluster that is not in it`,
    );
  }
  return cluster;
}

function bearerToken({ headers }: https.RequestOptions): string | undefined {
  const entries = Object.entries((headers ?? {}) as Record<string, string>);
  const header = entries.find(
    ([name]) => name.toLowerCase() === 'authorization',
  );
  return header?.[1].replace(/^Bearer /, '');
}

function pem(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function withoutUndefined(connection: ClusterConnection): ClusterConnection {
  return Object.fromEntries(
    Object.entries(connection).filter(([, value]) => value !== undefined),
  ) as unknown as ClusterConnection;
}
