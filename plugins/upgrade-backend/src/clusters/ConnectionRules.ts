import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ClusterCatalog } from './ClusterCatalog';
import { ClusterEntity } from './ClusterEntity';
import {
  connectionConflict,
  ConnectionConflict,
  othersOfConnection,
} from './connectionConflict';

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

  /**
   * Read with the service's own rights: an entity that the caller can't see counts too, but is named only
   * to those who see it.
   *
   * @param credentials - of the one who is told
   */
  async conflictOf(
    cluster: ClusterEntity,
    credentials: BackstageCredentials,
  ): Promise<ConnectionConflict | undefined> {
    const all = await this.#catalog.listClusters(
      await this.#auth.getOwnServiceCredentials(),
    );
    const visible = await this.#catalog.findEntities(
      othersOfConnection(cluster, all).map(({ ref }) => ref),
      credentials,
    );
    return connectionConflict(cluster, all, {
      sharedConnections: this.#sharedConnections,
      isVisible: ref => visible.has(ref),
    });
  }
}
