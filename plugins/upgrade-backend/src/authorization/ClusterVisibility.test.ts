import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import {
  CLUSTER_REF,
  clusterEntity,
} from '../api/__testUtils__/omniCloudEntities';
import { ClusterVisibility } from './ClusterVisibility';

const UPGRADE = {
  id: 'u-1',
  platform: 'omnicloud',
  clusterRef: CLUSTER_REF,
  requestedBy: 'user:default/mia',
  clusterOwnerRef: 'group:default/founders',
};

const BY_OWNER: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
};

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const OLGA = mockCredentials.user('user:default/olga');

interface Situation {
  /** Whether the portal, or the one who asks, finds the cluster's entity. */
  isPresent?: boolean;
  isSeen?: boolean;
  /** May they see every entity? */
  decision?: PolicyDecision;
  groups?: string[];
  credentials?: BackstageCredentials;
}

async function visible(upgrade: object, situation: Situation) {
  const {
    isPresent = false,
    isSeen = isPresent,
    decision = BY_OWNER,
    groups = [],
    credentials = OLGA,
  } = situation;
  const auth = mockServices.auth();
  const visibility = new ClusterVisibility({
    auth,
    catalog: new ClusterCatalog(
      catalogServiceMock.mock({
        getEntitiesByRefs: async ({ entityRefs }, options) => ({
          items: entityRefs.map(() =>
            ((options as any).credentials === credentials ? isSeen : isPresent)
              ? clusterEntity
              : undefined,
          ),
        }),
      }),
    ),
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => [decision],
    }),
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async ({ principal }: any) => ({
        userEntityRef: principal.userEntityRef,
        ownershipEntityRefs: [principal.userEntityRef, ...groups],
      }),
    }),
  });
  return visibility.visibleOf([{ ...UPGRADE, ...upgrade }], credentials);
}

const FOUNDERS = ['group:default/founders'];
const GUESTS = ['group:default/guests'];

describe('who may know of an upgrade and its cluster', () => {
  it.each<[string, Situation, boolean]>([
    ['sees the entity', { isPresent: true }, true],
    ['sees it, and no others', { isPresent: true, groups: GUESTS }, true],
    [
      'does not see the entity, though they requested the upgrade and own the cluster',
      {
        isPresent: true,
        isSeen: false,
        groups: FOUNDERS,
        credentials: mockCredentials.user('user:default/mia'),
      },
      false,
    ],
    [
      'sees every entity, of one that is gone',
      { decision: ALLOW, groups: GUESTS },
      true,
    ],
    ['owned it, of one that is gone', { groups: FOUNDERS }, true],
    [
      'requested the upgrade, of one that is gone',
      { credentials: mockCredentials.user('user:default/mia') },
      true,
    ],
    ['is somebody else, of one that is gone', { groups: GUESTS }, false],
    [
      'sees no entity, of one that is gone',
      { decision: { result: AuthorizeResult.DENY }, groups: GUESTS },
      false,
    ],
    [
      'is a service that sees not every entity, of one that is gone',
      { credentials: mockCredentials.service('plugin:other') },
      false,
    ],
  ])('whoever %s', async (_, situation, expected) => {
    expect(await visible({}, situation)).toHaveLength(expected ? 1 : 0);
  });

  it('hides one that is gone and had no owner from those who did not request it', async () => {
    const upgrade = { clusterOwnerRef: undefined };
    expect(await visible(upgrade, { groups: FOUNDERS })).toEqual([]);
  });

  it('takes the owner from the entity while there is one, and from the start afterwards', async () => {
    expect(await visible({}, { isPresent: true })).toMatchObject([
      { clusterOwnerRef: 'group:default/operators' },
    ]);
    expect(await visible({}, { groups: FOUNDERS })).toMatchObject([
      { clusterOwnerRef: 'group:default/founders' },
    ]);
  });
});
