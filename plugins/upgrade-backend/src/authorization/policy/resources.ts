import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_UPGRADE,
  RESOURCE_TYPE_UPGRADE_APPLICATION,
  RESOURCE_TYPE_UPGRADE_CLUSTER,
  UPGRADE_PLUGIN_ID,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * What rules see of a cluster.
 *
 * @alpha
 */
export interface ClusterResource {
  /** Entity ref. */
  ref: string;
  platform: string;
  ownerRef?: string;
}

/**
 * What rules see of an upgrade.
 *
 * @alpha
 */
export interface UpgradeResource {
  id: string;
  requestedBy: string;
  platform: string;
  clusterRef: string;
  /** Owner of the cluster; when its entity is gone, the owner at the time at which the upgrade was requested. */
  clusterOwnerRef?: string;
}

/**
 * What rules see of an application.
 *
 * @alpha
 */
export interface ApplicationResource {
  /** Entity ref. */
  ref: string;
  ownerRef?: string;
}

/**
 * A property of a resource and the values that a rule accepts.
 *
 * @alpha
 */
export interface ResourceFilter {
  property: string;
  values: string[];
}

/** @alpha */
export const clusterResourceRef = createPermissionResourceRef<
  ClusterResource,
  ResourceFilter
>().with({
  pluginId: UPGRADE_PLUGIN_ID,
  resourceType: RESOURCE_TYPE_UPGRADE_CLUSTER,
});

/** @alpha */
export const upgradeResourceRef = createPermissionResourceRef<
  UpgradeResource,
  ResourceFilter
>().with({ pluginId: UPGRADE_PLUGIN_ID, resourceType: RESOURCE_TYPE_UPGRADE });

/** @alpha */
export const applicationResourceRef = createPermissionResourceRef<
  ApplicationResource,
  ResourceFilter
>().with({
  pluginId: UPGRADE_PLUGIN_ID,
  resourceType: RESOURCE_TYPE_UPGRADE_APPLICATION,
});
