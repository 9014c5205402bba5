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
} from '../resources';

/** The objects of one Weka cluster, or of the clients where the storage is somewhere else. */
export interface WekaObjects {
  /** Absent on a cluster that only mounts a storage cluster elsewhere. */
  cluster?: WekaCluster;
  /** Those that mount it; where there is no WekaCluster, all. */
  clients: WekaClient[];
  /** Clients here of which nothing says that they mount this storage cluster (`joinIpPorts`, another one). */
  otherClients: WekaClient[];
  /** Of all namespaces and owners. */
  containers: WekaContainer[];
}

/**
 * @throws NotFoundError when the operator's resources are not there, or neither a WekaCluster nor a WekaClient
 * @throws InputError when there are several WekaClusters: one is upgraded per cluster entity
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
  if (clusters.items.length > 1) {
    throw new InputError(
      `${clusterRef} has ${clusters.items.length} WekaClusters (${clusters.items
        .map(item => `${item.metadata.namespace}/${item.metadata.name}`)
        .join(', ')}); one can be upgraded per cluster entity.`,
    );
  }
  const [clients, containers] = await Promise.all([
    listAll<WekaClient>(cluster, wekaResources.clients, { signal }),
    listAll<WekaContainer>(cluster, wekaResources.containers, { signal }),
  ]);
  const [wekaCluster] = clusters.items;
  if (!wekaCluster && clients.items.length === 0) {
    throw new NotFoundError(
      `${clusterRef} has neither a WekaCluster nor a WekaClient. Create one, or take the platform annotation off the entity.`,
    );
  }
  return {
    ...(wekaCluster && { cluster: wekaCluster }),
    ...claim(clients.items, wekaCluster),
    containers: containers.items,
  };
}

/** Whose clients they are is told by `targetCluster` alone: addresses don't name a cluster. */
export function claim(
  clients: readonly WekaClient[],
  cluster: WekaCluster | undefined,
): Pick<WekaObjects, 'clients' | 'otherClients'> {
  const isOurs = (client: WekaClient) => !cluster || mounts(client, cluster);
  return {
    clients: clients.filter(isOurs),
    otherClients: clients.filter(client => !isOurs(client)),
  };
}

function mounts(client: WekaClient, cluster: WekaCluster): boolean {
  const target = client.spec.targetCluster;
  return (
    target?.name === cluster.metadata.name &&
    (target.namespace || client.metadata.namespace) ===
      cluster.metadata.namespace
  );
}
