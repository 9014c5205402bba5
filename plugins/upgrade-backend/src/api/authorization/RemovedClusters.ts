import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { UpgradeResource } from '../../permissions/resources';

/** What is left to decide on once the entity is gone. */
type BoundUpgrade = Pick<UpgradeResource, 'requestedBy' | 'clusterOwnerRef'>;

/**
 * Who may know of a cluster whose entity is gone from the catalog. The catalog can't say any more who could
 * see it: whoever sees every entity could, and so could its owner and whoever requested the upgrade. For
 * everybody else it stays as hidden as it may have been.
 */
export class RemovedClusters {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    userInfo: UserInfoService;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#userInfo = options.userInfo;
  }

  /** Answers for one caller and one upgrade after the other. */
  async visibilityFor(
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
