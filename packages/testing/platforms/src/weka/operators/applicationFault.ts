import { ClusterClient, listAll } from '@cluster-upgrade/plugin-upgrade-node';
import {
  PodFault,
  PodFaultKind,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { versionOf } from './reportNodeVersion';
import { NODE_VERSION_LABEL, WekaCluster, wekaResources } from './wekaObjects';

/**
 * A fault of one application that shows on machines where a Weka container runs another version than
 * the present one.
 *
 * @throws when the cluster has no WekaCluster
 * @internal
 */
export async function wekaApplicationFault(
  client: ClusterClient,
  kind: PodFaultKind,
  application = 'training',
): Promise<PodFault> {
  const { items } = await listAll<WekaCluster>(client, wekaResources.clusters);
  const version = versionOf(items[0]?.status?.lastAppliedImage);
  if (!version) {
    throw new Error(
      'No WekaCluster reports an applied image; wait until the cluster is seeded',
    );
  }
  return {
    name: `${kind} of ${application}`,
    kind,
    match: {
      labels: { 'app.kubernetes.io/name': application },
      otherNodeLabels: { [NODE_VERSION_LABEL]: version },
    },
  };
}
