import { AuthService } from '@backstage/backend-plugin-api';
import { ClusterClient } from '@cluster-upgrade/plugin-upgrade-node';
import { BoundCluster, ClusterAccess } from '../engine/EnginePorts';
import { ClusterCatalog } from './ClusterCatalog';
import { ClusterConnector } from './ClusterConnector';

/**
 * The engine's way to a cluster: the connection that the upgrade began with, so that neither a catalog that
 * is out of order nor an entity that was changed or removed keeps it from its end. Upgrades of releases that
 * didn't record it ask the entity, read with the service's own rights.
 */
export class CatalogClusterAccess implements ClusterAccess {
  readonly #auth: AuthService;
  readonly #catalog: ClusterCatalog;
  readonly #connector: ClusterConnector;

  constructor(options: {
    auth: AuthService;
    catalog: ClusterCatalog;
    connector: ClusterConnector;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#connector = options.connector;
  }

  async clientFor({
    clusterRef,
    connectionName,
    apiServerId,
  }: BoundCluster): Promise<ClusterClient> {
    if (connectionName) {
      return this.#connector.connect(
        { ref: clusterRef, connectionName },
        apiServerId,
      );
    }
    const cluster = await this.#catalog.getCluster(
      clusterRef,
      await this.#auth.getOwnServiceCredentials(),
    );
    return this.#connector.connect(cluster, apiServerId);
  }
}
