import {
  entityText,
  upgradeStartPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { clusterResourceRef } from '../../permissions/resources';
import { ApiServices } from '../ApiServices';
import { Caller } from '../RouteHandler';

/**
 * Who may start the upgrade of a cluster may see what people configured there; who may only read may not.
 *
 * @throws NotAllowedError that names the permission and who can help
 */
export async function requireValues(
  { authorizer }: Pick<ApiServices, 'authorizer'>,
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
