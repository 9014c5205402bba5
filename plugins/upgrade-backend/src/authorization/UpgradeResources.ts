import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { ownerOf } from '../clusters/ClusterEntity';
import { UpgradeResource } from './policy/resources';
import { UpgradeFacts } from './ClusterVisibility';

/** Upgrades whose facts are remembered, so that each long-poll doesn't read all steps. */
const MAX_REMEMBERED = 1000;

/** Loads what permissions of upgrades are decided on. */
export class UpgradeResources {
  readonly #readState: (upgradeId: string) => Promise<UpgradeState>;
  readonly #catalog: ClusterCatalog;
  readonly #auth: AuthService;
  readonly #factsById = new Map<string, UpgradeFacts>();

  constructor(options: {
    /** Throws a NotFoundError when there is no such upgrade. */
    readState: (upgradeId: string) => Promise<UpgradeState>;
    catalog: ClusterCatalog;
    auth: AuthService;
  }) {
    this.#readState = options.readState;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** @throws NotFoundError when there is no such upgrade */
  async get(upgradeId: string): Promise<UpgradeResource> {
    const facts = await this.factsOf(upgradeId);
    const entity = await this.#clusterOf(facts);
    return {
      ...facts,
      // While there is an entity, it says who owns the cluster.
      clusterOwnerRef: entity ? ownerOf(entity) : facts.clusterOwnerRef,
    };
  }

  /** @throws NotFoundError when there is no such upgrade */
  async factsOf(upgradeId: string): Promise<UpgradeFacts> {
    const remembered = this.#factsById.get(upgradeId);
    if (remembered) {
      return remembered;
    }
    const { id, requestedBy, platform, clusterRef, clusterOwnerRef } =
      await this.#readState(upgradeId);
    const facts = { id, requestedBy, platform, clusterRef, clusterOwnerRef };
    if (this.#factsById.size >= MAX_REMEMBERED) {
      this.#factsById.delete(this.#factsById.keys().next().value!);
    }
    this.#factsById.set(upgradeId, facts);
    return facts;
  }

  async #clusterOf(facts: UpgradeFacts): Promise<Entity | undefined> {
    return this.#catalog.findEntity(
      facts.clusterRef,
      await this.#auth.getOwnServiceCredentials(),
    );
  }
}
