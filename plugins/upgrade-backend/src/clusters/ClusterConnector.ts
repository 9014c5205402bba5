import { InputError } from '@backstage/errors';
import { ANNOTATION_KUBERNETES_CLUSTER } from '@cluster-upgrade/plugin-upgrade-common';
import {
  Clock,
  ClusterClient,
  ClusterConnection,
  HttpTransport,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterEntity } from './ClusterEntity';
import { KubernetesConnections } from './KubernetesConnections';
import { ConnectionTransport, RotatingTransport } from './RotatingTransport';

/** What has to be known of a cluster to reach it. */
export type ConnectedCluster = Pick<ClusterEntity, 'ref' | 'connectionName'>;

/** Opens a transport; replaced where there is no socket. */
export type OpenTransport = (
  connection: ClusterConnection,
) => ConnectionTransport;

interface Connected {
  client: ClusterClient;
  close(): void;
}

/**
 * Clients of clusters, one per connection. A client goes on working when its credentials are replaced in
 * the configuration.
 */
export class ClusterConnector {
  readonly #connections: KubernetesConnections;
  readonly #clock: Clock;
  readonly #open: OpenTransport;
  readonly #connectedByName = new Map<string, Connected>();

  constructor(options: {
    connections: KubernetesConnections;
    clock: Clock;
    open?: OpenTransport;
  }) {
    this.#connections = options.connections;
    this.#clock = options.clock;
    this.#open = options.open ?? (connection => new HttpTransport(connection));
  }

  /**
   * @throws InputError when the cluster names no connection
   * @throws NotFoundError when the name is not configured
   */
  async connect(cluster: ConnectedCluster): Promise<ClusterClient> {
    const name = cluster.connectionName;
    if (!name) {
      throw new InputError(
        `${cluster.ref} has no annotation ${ANNOTATION_KUBERNETES_CLUSTER}, so its API can't be reached. Set it to the name that the cluster has in kubernetes.clusterLocatorMethods.`,
      );
    }
    // Says at once what is wrong with the configuration.
    await this.#connections.get(name, cluster.ref);
    const present = this.#connectedByName.get(name);
    if (present) {
      return present.client;
    }
    const transport = new RotatingTransport({
      read: () => this.#connections.get(name, cluster.ref),
      open: this.#open,
      clock: this.#clock,
    });
    const client = new RestClusterClient(transport);
    this.#connectedByName.set(name, {
      client,
      close: () => transport.close(),
    });
    return client;
  }

  /** Closes all connections. */
  close(): void {
    this.#connectedByName.forEach(connected => connected.close());
    this.#connectedByName.clear();
  }
}
