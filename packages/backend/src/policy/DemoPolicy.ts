import { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_UPGRADE_APPLICATION,
  upgradeNotePermission,
  upgradePlanCreatePermission,
  upgradeThresholdEditPermission,
} from '@cluster-upgrade/plugin-upgrade-common';

const OPERATORS = 'group:default/platform-operators';

/** What everybody may do although it is not reading: it changes no cluster. */
const HARMLESS = [upgradePlanCreatePermission, upgradeNotePermission].map(
  permission => permission.name,
);

/**
 * Who may do what in the demo portal, and a model for a portal's own policy: operators do everything,
 * everybody sees everything and may plan, owners set the thresholds of their own applications.
 */
export class DemoPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!permission.name.startsWith('upgrade.')) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (user?.info.ownershipEntityRefs.includes(OPERATORS)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isReading(permission) || HARMLESS.includes(permission.name)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (user && permission.name === upgradeThresholdEditPermission.name) {
      return ownApplicationsOnly(user.info);
    }
    return { result: AuthorizeResult.DENY };
  }
}

function isReading(permission: Permission): boolean {
  return permission.attributes.action === 'read';
}

function ownApplicationsOnly(info: BackstageUserInfo): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'upgrade',
    resourceType: RESOURCE_TYPE_UPGRADE_APPLICATION,
    conditions: {
      rule: 'IS_APPLICATION_OWNER',
      resourceType: RESOURCE_TYPE_UPGRADE_APPLICATION,
      params: { claims: info.ownershipEntityRefs },
    },
  };
}
