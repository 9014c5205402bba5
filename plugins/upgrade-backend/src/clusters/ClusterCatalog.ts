import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_PLATFORM,
  ANNOTATION_WORKLOAD,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterEntity,
  isClusterEntity,
  readClusterEntity,
} from './ClusterEntity';
import { ApplicationEntity, readApplicationEntity } from './ApplicationEntity';

type EntityQuery = NonNullable<
  Parameters<CatalogService['streamEntities']>[0]
>['query'];

/** Clusters and applications as the catalog has them, read as a given caller. */
export class ClusterCatalog {
  readonly #catalog: CatalogService;

  constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  async listClusters(
    credentials: BackstageCredentials,
  ): Promise<ClusterEntity[]> {
    const entities = await this.#list(credentials, ANNOTATION_PLATFORM);
    return entities
      .filter(isClusterEntity)
      .map(readClusterEntity)
      .sort((a, b) => a.title.localeCompare(b.title));
  }

  /**
   * @throws NotFoundError when the caller can't see such an entity
   * @throws InputError when it is no cluster that can be upgraded
   */
  async getCluster(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<ClusterEntity> {
    return readClusterEntity(await this.getEntity(entityRef, credentials));
  }

  /** Components that run on a cluster and name their workload. */
  async listApplications(
    clusterRef: string,
    credentials: BackstageCredentials,
  ): Promise<ApplicationEntity[]> {
    const entities = await this.#list(credentials, ANNOTATION_WORKLOAD, {
      'relations.dependson': clusterRef,
    });
    return entities.map(readApplicationEntity);
  }

  /**
   * @throws NotFoundError when the caller can't see such an entity
   */
  async getEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.findEntity(entityRef, credentials);
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${stringifyEntityRef(
          parseEntityRef(entityRef),
        )} in the catalog, or you may not see it. Check its name, or ask its owner for access.`,
      );
    }
    return entity;
  }

  /** Undefined when there is none, or the caller may not see it. */
  findEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    return this.#catalog.getEntityByRef(entityRef, { credentials });
  }

  /** By ref, those that are there and that the caller may see. */
  async findEntities(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    const found = new Map<string, Entity>();
    if (entityRefs.length === 0) {
      return found;
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...entityRefs] },
      { credentials },
    );
    items.forEach((entity, index) => {
      if (entity) {
        found.set(entityRefs[index], entity);
      }
    });
    return found;
  }

  async #list(
    credentials: BackstageCredentials,
    annotation: string,
    filter?: Record<string, string>,
  ): Promise<Entity[]> {
    const found: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      {
        filter,
        query: {
          [`metadata.annotations.${annotation}`]: { $exists: true },
        } as EntityQuery,
      },
      { credentials },
    );
    for await (const page of pages) {
      found.push(...page);
    }
    return found;
  }
}
