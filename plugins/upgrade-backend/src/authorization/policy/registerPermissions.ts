import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  upgradeApplicationPermissions,
  upgradeClusterPermissions,
  upgradeRunPermissions,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ApplicationResource,
  applicationResourceRef,
  ClusterResource,
  clusterResourceRef,
  UpgradeResource,
  upgradeResourceRef,
} from './resources';
import { upgradeRuleLists } from './rules';

/** Loads what rules look at; gives undefined for what isn't there. */
export interface ResourceLoader {
  loadCluster(ref: string): Promise<ClusterResource | undefined>;
  loadUpgrade(id: string): Promise<UpgradeResource | undefined>;
  loadApplication(ref: string): Promise<ApplicationResource | undefined>;
}

/** Makes the plugin's permissions and rules known to the permission backend and to policies. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  loader: ResourceLoader,
): void {
  registry.addResourceType({
    resourceRef: clusterResourceRef,
    permissions: upgradeClusterPermissions,
    rules: upgradeRuleLists.cluster,
    getResources: refs => Promise.all(refs.map(ref => loader.loadCluster(ref))),
  });
  registry.addResourceType({
    resourceRef: upgradeResourceRef,
    permissions: upgradeRunPermissions,
    rules: upgradeRuleLists.upgrade,
    getResources: refs => Promise.all(refs.map(id => loader.loadUpgrade(id))),
  });
  registry.addResourceType({
    resourceRef: applicationResourceRef,
    permissions: upgradeApplicationPermissions,
    rules: upgradeRuleLists.application,
    getResources: refs =>
      Promise.all(refs.map(ref => loader.loadApplication(ref))),
  });
}
