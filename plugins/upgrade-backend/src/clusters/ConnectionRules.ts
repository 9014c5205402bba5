import { AuthService } from '@backstage/backend-plugin-api';
import { ClusterCatalog } from './ClusterCatalog';
import { ClusterEntity } from './ClusterEntity';
import { connectionConflict, ConnectionConflict } from './connectionConflict';

/** Whether entities may use the connections that they name. */
export class ConnectionRules {
  readonly #auth: AuthService;
  readonly #catalog: ClusterCatalog;
  readonly #sharedConnections: readonly string[];

  constructor(options: {
    auth: AuthService;
    catalog: ClusterCatalog;
    /** Names of connections that entities of different owners may use. */
    sharedConnections: readonly string[];
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#sharedConnections = options.sharedConnections;
  }

  /** Read with the service's own rights: an entity that the caller can't see counts too. */
  async conflictOf(
    cluster: ClusterEntity,
  ): Promise<ConnectionConflict | undefined> {
    const all = await this.#catalog.listClusters(
      await this.#auth.getOwnServiceCredentials(),
    );
    return connectionConflict(cluster, all, this.#sharedConnections);
  }
}
