import { InputError } from '@backstage/errors';
import { ANNOTATION_KUBERNETES_CLUSTER } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ApiTransport,
  ClusterClient,
  ClusterConnection,
  HttpTransport,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterEntity } from './ClusterEntity';
import { KubernetesConnections } from './KubernetesConnections';

interface Connected {
  /** Tells whether the configuration changed since. */
  fingerprint: string;
  client: ClusterClient;
  close(): void;
}

/** Opens a transport; replaced where there is no socket. */
export type OpenTransport = (
  connection: ClusterConnection,
) => ApiTransport & { close(): void };

/** Clients of clusters, one per connection, made anew when the configuration of it changed. */
export class ClusterConnector {
  readonly #connections: KubernetesConnections;
  readonly #open: OpenTransport;
  readonly #connectedByName = new Map<string, Connected>();

  constructor(
    connections: KubernetesConnections,
    open: OpenTransport = connection => new HttpTransport(connection),
  ) {
    this.#connections = connections;
    this.#open = open;
  }

  /**
   * @throws InputError when the entity names no connection
   * @throws NotFoundError when the name is not configured
   */
  async connect(cluster: ClusterEntity): Promise<ClusterClient> {
    const name = cluster.connectionName;
    if (!name) {
      throw new InputError(
        `${cluster.ref} has no annotation ${ANNOTATION_KUBERNETES_CLUSTER}, so its API can't be reached. Set it to one of the names in kubernetes.clusterLocatorMethods: ${
          this.#connections.names().join(', ') || 'none is configured'
        }.`,
      );
    }
    const connection = await this.#connections.get(name, cluster.ref);
    const fingerprint = JSON.stringify(connection);
    const present = this.#connectedByName.get(name);
    if (present?.fingerprint === fingerprint) {
      return present.client;
    }
    // Requests under way on the old one go on; only idle sockets are closed.
    present?.close();
    const transport = this.#open(connection);
    const client = new RestClusterClient(transport);
    this.#connectedByName.set(name, {
      fingerprint,
      client,
      close: () => transport.close(),
    });
    return client;
  }

  /** Closes all idle connections. */
  close(): void {
    this.#connectedByName.forEach(connected => connected.close());
    this.#connectedByName.clear();
  }
}
