import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  upgradePausePermission,
  upgradeRollbackPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeResourceRef } from './policy/resources';
import { Authorizer } from './authorize';

const PAUSE = upgradePausePermission;
const ROLLBACK = upgradeRollbackPermission;
const OMNI = { name: 'omni-prod', ownerRef: 'group:default/operators' };

/** A policy that allows what is named, whatever the resource. */
function authorizerThatAllows(...allowed: ResourcePermission[]): Authorizer {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      queries.map(({ permission }) => ({
        result: allowed.some(({ name }) => name === permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  const registry = mockServices.permissionsRegistry.mock({
    getPermissionRuleset: () => ({ getRuleByName: jest.fn() }) as never,
  });
  return new Authorizer(permissions, registry);
}

describe('Authorizer', () => {
  it.each([
    { has: PAUSE, lacks: ROLLBACK },
    { has: ROLLBACK, lacks: PAUSE },
  ])(
    'answers for each permission by itself: $has.name alone',
    async ({ has, lacks }) => {
      const availability = await authorizerThatAllows(has).availability(
        mockCredentials.user(),
        upgradeResourceRef,
        [PAUSE, ROLLBACK],
        {} as never,
        OMNI,
      );
      expect(availability(has)).toEqual({ available: true });
      expect(availability(lacks)).toMatchObject({ available: false });
    },
  );

  it('has nothing that it did not ask for', async () => {
    const decision = await authorizerThatAllows(PAUSE, ROLLBACK).decide(
      mockCredentials.user(),
      upgradeResourceRef,
      [PAUSE],
    );
    expect(decision(PAUSE, {} as never)).toBe(true);
    expect(decision(ROLLBACK, {} as never)).toBe(false);
  });
});
