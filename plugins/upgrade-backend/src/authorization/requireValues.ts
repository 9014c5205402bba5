import {
  entityText,
  upgradeStartPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../clusters/ClusterEntity';
import { clusterResourceRef } from './policy/resources';
import { Authorizer } from './authorize';
import { Caller } from './caller';

/**
 * Who may start the upgrade of a cluster may see what people configured there; who may only read may not.
 *
 * @throws NotAllowedError that names the permission and who can help
 */
export async function requireValues(
  { authorizer }: { authorizer: Authorizer },
  cluster: ClusterEntity,
  { credentials }: Caller,
): Promise<void> {
  await authorizer.require(
    credentials,
    clusterResourceRef,
    upgradeStartPermission,
    cluster,
    {
      name: `the values in plans of ${entityText(cluster.ref)}`,
      ownerRef: cluster.ownerRef,
    },
  );
}
