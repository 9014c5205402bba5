import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  upgradePausePermission,
  upgradeRollbackPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeResourceRef } from '../../permissions/resources';
import { Authorizer } from './authorize';

const PAUSE = upgradePausePermission.name;
const ROLLBACK = upgradeRollbackPermission.name;
const OMNI = { name: 'omni-prod', ownerRef: 'group:default/operators' };

/** A policy that allows what is named, whatever the resource. */
function authorizerThatAllows(...allowed: string[]): Authorizer {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      queries.map(({ permission }) => ({
        result: allowed.includes(permission.name)
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
    [PAUSE, ROLLBACK],
    [ROLLBACK, PAUSE],
  ])('answers for each permission by itself: %s alone', async (has, lacks) => {
    const availability = await authorizerThatAllows(has).availability(
      mockCredentials.user(),
      upgradeResourceRef,
      [PAUSE, ROLLBACK],
      {} as never,
      OMNI,
    );
    expect(availability(has)).toEqual({ available: true });
    expect(availability(lacks)).toMatchObject({ available: false });
  });

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
