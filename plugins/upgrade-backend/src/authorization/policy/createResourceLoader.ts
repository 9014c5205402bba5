import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { ClusterCatalog } from '../../clusters/ClusterCatalog';
import {
  isClusterEntity,
  ownerOf,
  readClusterEntity,
} from '../../clusters/ClusterEntity';
import { ResourceLoader } from './registerPermissions';
import { UpgradeResource } from './resources';

/** Loads what policies decide on, with the service's own rights. */
export function createResourceLoader(options: {
  auth: AuthService;
  catalog: ClusterCatalog;
  /** Throws a NotFoundError when there is no such upgrade. */
  getUpgrade: (id: string) => Promise<UpgradeResource>;
}): ResourceLoader {
  const find = async (ref: string): Promise<Entity | undefined> =>
    options.catalog.findEntity(
      ref,
      await options.auth.getOwnServiceCredentials(),
    );
  return {
    async loadCluster(ref) {
      const entity = await find(ref);
      return entity && isClusterEntity(entity)
        ? readClusterEntity(entity)
        : undefined;
    },
    async loadUpgrade(id) {
      try {
        return await options.getUpgrade(id);
      } catch (error) {
        if (isError(error) && error.name === 'NotFoundError') {
          return undefined;
        }
        throw error;
      }
    },
    async loadApplication(ref) {
      const entity = await find(ref);
      return entity && { ref, ownerRef: ownerOf(entity) };
    },
  };
}
