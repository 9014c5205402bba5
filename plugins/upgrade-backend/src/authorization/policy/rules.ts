import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  applicationResourceRef,
  clusterResourceRef,
  upgradeResourceRef,
} from './resources';

const claims = z.object({
  claims: z
    .array(z.string())
    .describe('Entity refs of which one must be the owner'),
});

const platforms = z.object({
  platforms: z.array(z.string()).describe('As drivers name them'),
});

const clusterOwner = {
  name: 'IS_CLUSTER_OWNER',
  description: 'The cluster is owned by one of the given users or groups',
  paramsSchema: claims,
};

const platform = {
  name: 'HAS_PLATFORM',
  description: 'The cluster runs one of the given platforms',
  paramsSchema: platforms,
};

const clusterRules = {
  isClusterOwner: createPermissionRule({
    ...clusterOwner,
    resourceRef: clusterResourceRef,
    apply: (cluster, params) => isOneOf(cluster.ownerRef, params.claims),
    toQuery: params => ({ property: 'ownerRef', values: params.claims }),
  }),
  hasPlatform: createPermissionRule({
    ...platform,
    resourceRef: clusterResourceRef,
    apply: (cluster, params) => params.platforms.includes(cluster.platform),
    toQuery: params => ({ property: 'platform', values: params.platforms }),
  }),
};

const upgradeRules = {
  isRequester: createPermissionRule({
    name: 'IS_REQUESTER',
    description: 'The upgrade was requested by one of the given users',
    resourceRef: upgradeResourceRef,
    paramsSchema: z.object({
      claims: z.array(z.string()).describe('Entity refs of users'),
    }),
    apply: (upgrade, params) => isOneOf(upgrade.requestedBy, params.claims),
    toQuery: params => ({ property: 'requestedBy', values: params.claims }),
  }),
  isClusterOwner: createPermissionRule({
    ...clusterOwner,
    resourceRef: upgradeResourceRef,
    apply: (upgrade, params) => isOneOf(upgrade.clusterOwnerRef, params.claims),
    toQuery: params => ({
      property: 'clusterOwnerRef',
      values: params.claims,
    }),
  }),
  hasPlatform: createPermissionRule({
    ...platform,
    resourceRef: upgradeResourceRef,
    apply: (upgrade, params) => params.platforms.includes(upgrade.platform),
    toQuery: params => ({ property: 'platform', values: params.platforms }),
  }),
};

const applicationRules = {
  isApplicationOwner: createPermissionRule({
    name: 'IS_APPLICATION_OWNER',
    description: 'The application is owned by one of the given users or groups',
    resourceRef: applicationResourceRef,
    paramsSchema: claims,
    apply: (application, params) =>
      isOneOf(application.ownerRef, params.claims),
    toQuery: params => ({ property: 'ownerRef', values: params.claims }),
  }),
};

/** Rules of each resource type, for the registry. */
export const upgradeRuleLists = {
  cluster: Object.values(clusterRules),
  upgrade: Object.values(upgradeRules),
  application: Object.values(applicationRules),
};

const clusterExports = createConditionExports({
  resourceRef: clusterResourceRef,
  rules: clusterRules,
});
const upgradeExports = createConditionExports({
  resourceRef: upgradeResourceRef,
  rules: upgradeRules,
});
const applicationExports = createConditionExports({
  resourceRef: applicationResourceRef,
  rules: applicationRules,
});

/**
 * Conditions for permissions that are decided per cluster.
 *
 * @alpha
 */
export const upgradeClusterConditions = clusterExports.conditions;

/**
 * Decides permissions per cluster.
 *
 * @alpha
 */
export const createUpgradeClusterConditionalDecision =
  clusterExports.createConditionalDecision;

/**
 * Conditions for permissions that are decided per upgrade.
 *
 * @alpha
 */
export const upgradeConditions = upgradeExports.conditions;

/**
 * Decides permissions per upgrade.
 *
 * @alpha
 */
export const createUpgradeConditionalDecision =
  upgradeExports.createConditionalDecision;

/**
 * Conditions for permissions that are decided per application.
 *
 * @alpha
 */
export const upgradeApplicationConditions = applicationExports.conditions;

/**
 * Decides permissions per application.
 *
 * @alpha
 */
export const createUpgradeApplicationConditionalDecision =
  applicationExports.createConditionalDecision;

function isOneOf(value: string | undefined, accepted: string[]): boolean {
  return value !== undefined && accepted.includes(value);
}
