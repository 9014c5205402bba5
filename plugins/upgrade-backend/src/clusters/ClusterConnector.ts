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
  transport: RotatingTransport;
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
   * @param apiServerId - the client refuses to send anything to another API server; absent: it may be any
   * @throws InputError when the cluster names no connection
   * @throws NotFoundError when the name is not configured
   */
  async connect(
    cluster: ConnectedCluster,
    apiServerId?: string,
  ): Promise<ClusterClient> {
    const name = cluster.connectionName;
    if (!name) {
      throw new InputError(
        `${cluster.ref} has no annotation ${ANNOTATION_KUBERNETES_CLUSTER}, so its API can't be reached. Set it to the name that the cluster has in kubernetes.clusterLocatorMethods.`,
      );
    }
    // Says at once what is wrong with the configuration.
    await this.#connections.get(name, cluster.ref);
    const { client, transport } =
      this.#connectedByName.get(name) ?? this.#connectTo(name, cluster.ref);
    return apiServerId === undefined
      ? client
      : new RestClusterClient(transport.leadingTo(apiServerId));
  }

  /** Closes all connections. */
  close(): void {
    this.#connectedByName.forEach(({ transport }) => transport.close());
    this.#connectedByName.clear();
  }

  #connectTo(name: string, clusterRef: string): Connected {
    const transport = new RotatingTransport({
      name,
      read: () => this.#connections.get(name, clusterRef),
      open: this.#open,
      clock: this.#clock,
    });
    const connected = { client: new RestClusterClient(transport), transport };
    this.#connectedByName.set(name, connected);
    return connected;
  }
}
