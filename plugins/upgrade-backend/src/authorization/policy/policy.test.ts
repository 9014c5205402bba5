import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  AuthService,
  BackstageUserPrincipal,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  RESOURCE_TYPE_UPGRADE_APPLICATION,
  RESOURCE_TYPE_UPGRADE_CLUSTER,
  Threshold,
  upgradeStartPermission,
  upgradeThresholdEditPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import request from 'supertest';
import {
  createUpgradeApplicationConditionalDecision,
  createUpgradeClusterConditionalDecision,
  upgradeApplicationConditions,
  upgradeClusterConditions,
} from '../../alpha';
import {
  CLUSTER_REF,
  clusterEntity,
  SHOP_REF,
  shopEntity,
} from '../../api/__testUtils__/omniCloudEntities';
import { upgradePlugin } from '../../plugin';

const OWNER = 'user:default/owner';
const STRANGER = 'user:default/stranger';

/** Who someone is taken for by the policy. */
const CLAIMS: Record<string, string[]> = {
  [OWNER]: ['group:default/team-shop', 'group:default/operators'],
  [STRANGER]: ['group:default/others'],
};

/** As an author of policies writes it. */
class OwnersOnly {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const principal = user?.credentials.principal as
      { userEntityRef?: string } | undefined;
    const claims = CLAIMS[principal?.userEntityRef ?? ''] ?? [];
    if (isResourcePermission(permission, RESOURCE_TYPE_UPGRADE_APPLICATION)) {
      return createUpgradeApplicationConditionalDecision(
        permission,
        upgradeApplicationConditions.isApplicationOwner({ claims }),
      );
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_UPGRADE_CLUSTER)) {
      return createUpgradeClusterConditionalDecision(permission, {
        allOf: [
          upgradeClusterConditions.hasPlatform({ platforms: ['omnicloud'] }),
          upgradeClusterConditions.isClusterOwner({ claims }),
        ],
      });
    }
    return { result: AuthorizeResult.DENY };
  }
}

const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'owners-only',
  register(registration) {
    registration.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new OwnersOnly());
      },
    });
  },
});

/** As the portal's own: when a plugin asks on behalf of a user, its token names the plugin as well. */
const authWithActor = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const pluginId = plugin.getId();
    const mock = mockServices.auth({
      pluginId,
      disableDefaultAuthPolicy: false,
    });
    const auth: AuthService = Object.create(mock);
    auth.getPluginRequestToken = async options => {
      const { principal } = options.onBehalfOf;
      return mock.isPrincipal(options.onBehalfOf, 'user')
        ? {
            token: mockCredentials.user.token(
              (principal as BackstageUserPrincipal).userEntityRef,
              { actor: { subject: `plugin:${pluginId}` } },
            ),
          }
        : mock.getPluginRequestToken(options);
    };
    return auth;
  },
});

const THRESHOLD: Threshold = {
  maxFailures: 1,
  unit: 'count',
  mustLastMs: 1000,
  action: 'warn',
};

describe("a policy with the plugin's conditions, on the real permission backend", () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        upgradePlugin,
        permissionBackend,
        policyModule,
        permissionsServiceFactory,
        authWithActor,
        catalogServiceMock.factory({ entities: [clusterEntity, shopEntity] }),
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
          },
        }),
      ],
    });
  });

  afterAll(() => backend?.stop());

  const putThreshold = (userRef: string) =>
    request(backend.server)
      .put('/api/upgrade/v1/applications/component/default/shop/threshold')
      .set('authorization', mockCredentials.user.header(userRef))
      .send(THRESHOLD);

  it('lets the owner of an application edit its threshold, and nobody else', async () => {
    expect((await putThreshold(OWNER)).status).toBe(200);
    const refused = await putThreshold(STRANGER);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('Ask its owner team-shop');
  });

  it.each([
    [OWNER, AuthorizeResult.ALLOW],
    [STRANGER, AuthorizeResult.DENY],
  ])('answers the screens that ask for %s: %s', async (userRef, result) => {
    const response = await request(backend.server)
      .post('/api/permission/authorize')
      .set('authorization', mockCredentials.user.header(userRef))
      .send({
        items: [
          {
            id: '1',
            permission: upgradeThresholdEditPermission,
            resourceRef: SHOP_REF,
          },
          {
            id: '2',
            permission: upgradeStartPermission,
            resourceRef: CLUSTER_REF,
          },
        ],
      });
    expect(response.body.items).toEqual([
      { id: '1', result },
      { id: '2', result },
    ]);
  });

  it('is told the rules and their parameters', async () => {
    const response = await request(backend.server).get(
      '/api/upgrade/.well-known/backstage/permissions/metadata',
    );
    const names = response.body.rules.map(
      ({ name, resourceType }: { name: string; resourceType: string }) =>
        `${resourceType}: ${name}`,
    );
    expect(names.sort()).toEqual([
      'upgrade-application: IS_APPLICATION_OWNER',
      'upgrade-cluster: HAS_PLATFORM',
      'upgrade-cluster: IS_CLUSTER_OWNER',
      'upgrade: HAS_PLATFORM',
      'upgrade: IS_CLUSTER_OWNER',
      'upgrade: IS_REQUESTER',
    ]);
    expect(response.body.permissions).toHaveLength(14);
  });
});
