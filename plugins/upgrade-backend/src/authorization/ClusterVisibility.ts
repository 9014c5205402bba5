import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { ownerOf } from '../clusters/ClusterEntity';
import { UpgradeResource } from './policy/resources';

/** Facts of an upgrade that never change; the owner is the one at its start. */
export type UpgradeFacts = Pick<
  UpgradeResource,
  'id' | 'requestedBy' | 'platform' | 'clusterRef' | 'clusterOwnerRef'
>;

/** What a removed cluster is decided by. */
type BoundUpgrade = Pick<UpgradeResource, 'requestedBy' | 'clusterOwnerRef'>;

/**
 * Who may know of upgrades and their clusters: the one place that says so. While a cluster's entity is in the
 * catalog, whoever sees it there may. Once it is gone the catalog can't say any more who could see it: whoever
 * sees every entity could, and so could its owner and whoever requested the upgrade. For everybody else it stays
 * as hidden as it may have been.
 */
export class ClusterVisibility {
  readonly #auth: AuthService;
  readonly #catalog: ClusterCatalog;
  readonly #permissions: PermissionsService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    auth: AuthService;
    catalog: ClusterCatalog;
    permissions: PermissionsService;
    userInfo: UserInfoService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#userInfo = options.userInfo;
  }

  /**
   * Of some upgrades those that the caller may know of, as permissions see them: while there is an entity, it
   * says who owns the cluster.
   */
  async visibleOf<T extends UpgradeFacts>(
    upgrades: readonly T[],
    credentials: BackstageCredentials,
  ): Promise<T[]> {
    const refs = [...new Set(upgrades.map(({ clusterRef }) => clusterRef))];
    const [present, seen] = await Promise.all([
      this.#catalog.findEntities(
        refs,
        await this.#auth.getOwnServiceCredentials(),
      ),
      this.#catalog.findEntities(refs, credentials),
    ]);
    const isRemovedVisible = refs.every(ref => present.has(ref))
      ? undefined
      : await this.#removedVisibility(credentials);
    return upgrades.flatMap(upgrade => {
      const entity = present.get(upgrade.clusterRef);
      if (!entity) {
        return isRemovedVisible?.(upgrade) ? [upgrade] : [];
      }
      return seen.has(upgrade.clusterRef)
        ? [{ ...upgrade, clusterOwnerRef: ownerOf(entity) }]
        : [];
    });
  }

  async #removedVisibility(
    credentials: BackstageCredentials,
  ): Promise<(upgrade: BoundUpgrade) => boolean> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return () => true;
    }
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return () => false;
    }
    const { userEntityRef, ownershipEntityRefs } =
      await this.#userInfo.getUserInfo(credentials);
    const refs = new Set([userEntityRef, ...ownershipEntityRefs]);
    return ({ requestedBy, clusterOwnerRef }) =>
      refs.has(requestedBy) ||
      (clusterOwnerRef !== undefined && refs.has(clusterOwnerRef));
  }
}
