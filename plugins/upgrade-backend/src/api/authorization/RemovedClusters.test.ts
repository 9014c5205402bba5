import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { RemovedClusters } from './RemovedClusters';

const UPGRADE = {
  requestedBy: 'user:default/mia',
  clusterOwnerRef: 'group:default/operators',
};

const BY_OWNER: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
};

/** The answer for Olga, an operator, unless it is somebody else who asks. */
async function isVisible(
  decision: PolicyDecision,
  options: { userRef?: string; groups?: string[]; upgrade?: object } = {},
): Promise<boolean> {
  const {
    userRef = 'user:default/olga',
    groups = ['group:default/operators'],
    upgrade,
  } = options;
  const clusters = new RemovedClusters({
    auth: mockServices.auth(),
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => [decision],
    }),
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async () => ({
        userEntityRef: userRef,
        ownershipEntityRefs: [userRef, ...groups],
      }),
    }),
  });
  const visible = await clusters.visibilityFor(mockCredentials.user(userRef));
  return visible({ ...UPGRADE, ...upgrade });
}

describe('RemovedClusters', () => {
  it('shows everything to those who may see every entity', async () => {
    const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
    expect(await isVisible(allow, { groups: [] })).toBe(true);
  });

  it('shows a cluster to those who owned it, and to whoever requested the upgrade', async () => {
    expect(await isVisible(BY_OWNER)).toBe(true);
    const userRef = 'user:default/mia';
    expect(await isVisible(BY_OWNER, { userRef, groups: [] })).toBe(true);
  });

  it('hides it from everybody else', async () => {
    const groups = ['group:default/guests'];
    expect(await isVisible(BY_OWNER, { groups })).toBe(false);
    const deny: PolicyDecision = { result: AuthorizeResult.DENY };
    expect(await isVisible(deny, { groups })).toBe(false);
    const upgrade = { clusterOwnerRef: undefined };
    expect(await isVisible(BY_OWNER, { upgrade })).toBe(false);
  });

  it('hides it from services that may not see every entity', async () => {
    const clusters = new RemovedClusters({
      auth: mockServices.auth(),
      permissions: mockServices.permissions.mock({
        authorizeConditional: async () => [BY_OWNER],
      }),
      userInfo: mockServices.userInfo.mock(),
    });
    const visible = await clusters.visibilityFor(mockCredentials.service());
    expect(visible(UPGRADE)).toBe(false);
  });
});
