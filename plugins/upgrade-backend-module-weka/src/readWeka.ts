import { NotFoundError, InputError } from '@backstage/errors';
import {
  DriverContext,
  isApiError,
  listAll,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  WekaClient,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from './resources';

/** The objects of one Weka cluster. */
export interface WekaObjects {
  cluster: WekaCluster;
  clients: WekaClient[];
  containers: WekaContainer[];
}

/**
 * @throws NotFoundError when the operator's resources or a WekaCluster are not there
 * @throws InputError when there are several WekaClusters: each needs a cluster entity of its own
 */
export async function readWeka({
  cluster,
  clusterRef,
  signal,
}: Pick<
  DriverContext,
  'cluster' | 'clusterRef' | 'signal'
>): Promise<WekaObjects> {
  const clusters = await listAll<WekaCluster>(cluster, wekaResources.clusters, {
    signal,
  }).catch(error => {
    if (isApiError(error, 404)) {
      throw new NotFoundError(
        `${clusterRef} has no resource wekaclusters.weka.weka.io. Is the Weka operator installed there?`,
      );
    }
    throw error;
  });
  if (clusters.items.length !== 1) {
    throw clusters.items.length === 0
      ? new NotFoundError(
          `${clusterRef} has no WekaCluster. Create one, or take the platform annotation off the entity.`,
        )
      : new InputError(
          `${clusterRef} has ${clusters.items.length} WekaClusters (${clusters.items
            .map(item => `${item.metadata.namespace}/${item.metadata.name}`)
            .join(', ')}); one can be upgraded per cluster entity.`,
        );
  }
  const [wekaCluster] = clusters.items;
  const [clients, containers] = await Promise.all([
    listAll<WekaClient>(cluster, wekaResources.clients, { signal }),
    listAll<WekaContainer>(cluster, wekaResources.containers, { signal }),
  ]);
  return {
    cluster: wekaCluster,
    clients: clients.items.filter(client => mounts(client, wekaCluster)),
    containers: containers.items,
  };
}

function mounts(client: WekaClient, cluster: WekaCluster): boolean {
  const target = client.spec.targetCluster;
  return (
    target === undefined ||
    (target.name === cluster.metadata.name &&
      (target.namespace ?? client.metadata.namespace) ===
        cluster.metadata.namespace)
  );
}
