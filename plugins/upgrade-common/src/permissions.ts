import {
  createPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * Resource type of permissions that are decided per cluster entity; the resource ref is the entity ref.
 *
 * @public
 */
export const RESOURCE_TYPE_UPGRADE_CLUSTER = 'upgrade-cluster';

/**
 * Resource type of permissions that are decided per upgrade; the resource ref is the upgrade's id.
 *
 * @public
 */
export const RESOURCE_TYPE_UPGRADE = 'upgrade';

/**
 * Resource type of permissions that are decided per application; the resource ref is the ref of its
 * Component entity.
 *
 * @public
 */
export const RESOURCE_TYPE_UPGRADE_APPLICATION = 'upgrade-application';

/**
 * See what runs on a cluster, its versions and its past upgrades' headlines.
 *
 * @public
 */
export const upgradeClusterReadPermission = createPermission({
  name: 'upgrade.cluster.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_UPGRADE_CLUSTER,
});

/**
 * Make a plan for a cluster. Nothing is changed by it.
 *
 * @public
 */
export const upgradePlanCreatePermission = createPermission({
  name: 'upgrade.plan.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_UPGRADE_CLUSTER,
});

/**
 * Start an upgrade of a cluster.
 *
 * @public
 */
export const upgradeStartPermission = createPermission({
  name: 'upgrade.start',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_UPGRADE_CLUSTER,
});

/**
 * Accept a finding that blocks the start.
 *
 * @public
 */
export const upgradeOverridePermission = createPermission({
  name: 'upgrade.override',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE_CLUSTER,
});

/**
 * See one upgrade: state, plan, events, report.
 *
 * @public
 */
export const upgradeReadPermission = createPermission({
  name: 'upgrade.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Pause an upgrade and resume it.
 *
 * @public
 */
export const upgradePausePermission = createPermission({
  name: 'upgrade.pause',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Stop an upgrade where it is.
 *
 * @public
 */
export const upgradeCancelPermission = createPermission({
  name: 'upgrade.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Take an upgrade back.
 *
 * @public
 */
export const upgradeRollbackPermission = createPermission({
  name: 'upgrade.rollback',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Try failed steps again, or take up again what was set aside.
 *
 * @public
 */
export const upgradeRetryPermission = createPermission({
  name: 'upgrade.retry',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Go round a node: it stays as it is, which accepts a risk that trying again doesn't.
 *
 * @public
 */
export const upgradeSkipPermission = createPermission({
  name: 'upgrade.skip',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Let an upgrade go on although an application exceeds its failure threshold.
 *
 * @public
 */
export const upgradeSilencePermission = createPermission({
  name: 'upgrade.silence',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * Write a note into an upgrade's log.
 *
 * @public
 */
export const upgradeNotePermission = createPermission({
  name: 'upgrade.note',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE,
});

/**
 * See the failure threshold of an application and where it comes from.
 *
 * @public
 */
export const upgradeThresholdReadPermission = createPermission({
  name: 'upgrade.threshold.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_UPGRADE_APPLICATION,
});

/**
 * Change the failure threshold of an application.
 *
 * @public
 */
export const upgradeThresholdEditPermission = createPermission({
  name: 'upgrade.threshold.edit',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_UPGRADE_APPLICATION,
});

/**
 * Permissions that are decided per cluster entity.
 *
 * @public
 */
export const upgradeClusterPermissions: ResourcePermission<
  typeof RESOURCE_TYPE_UPGRADE_CLUSTER
>[] = [
  upgradeClusterReadPermission,
  upgradePlanCreatePermission,
  upgradeStartPermission,
  upgradeOverridePermission,
];

/**
 * Permissions that are decided per upgrade.
 *
 * @public
 */
export const upgradeRunPermissions: ResourcePermission<
  typeof RESOURCE_TYPE_UPGRADE
>[] = [
  upgradeReadPermission,
  upgradePausePermission,
  upgradeCancelPermission,
  upgradeRollbackPermission,
  upgradeRetryPermission,
  upgradeSkipPermission,
  upgradeSilencePermission,
  upgradeNotePermission,
];

/**
 * Permissions that are decided per application.
 *
 * @public
 */
export const upgradeApplicationPermissions: ResourcePermission<
  typeof RESOURCE_TYPE_UPGRADE_APPLICATION
>[] = [upgradeThresholdReadPermission, upgradeThresholdEditPermission];

/**
 * All permissions of the upgrade plugins.
 *
 * @public
 */
export const upgradePermissions = [
  ...upgradeClusterPermissions,
  ...upgradeRunPermissions,
  ...upgradeApplicationPermissions,
];
