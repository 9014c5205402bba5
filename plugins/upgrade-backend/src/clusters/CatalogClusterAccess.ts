import { AuthService } from '@backstage/backend-plugin-api';
import { ClusterClient } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterAccess } from '../engine/EnginePorts';
import { ClusterCatalog } from './ClusterCatalog';
import { ClusterConnector } from './ClusterConnector';

/** The engine's way to a cluster: its entity, read with the service's own rights, and the configuration. */
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

  async clientFor(clusterRef: string): Promise<ClusterClient> {
    const cluster = await this.#catalog.getCluster(
      clusterRef,
      await this.#auth.getOwnServiceCredentials(),
    );
    return this.#connector.connect(cluster);
  }
}
