import { ClusterClient, listAll } from '@cluster-upgrade/plugin-upgrade-node';
import { Readiness } from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  isRunning,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from './wekaObjects';

/**
 * Which containers don't run yet, and which clusters don't report to be ready.
 *
 * @internal
 */
export async function wekaReadiness(client: ClusterClient): Promise<Readiness> {
  const [clusters, containers] = await Promise.all([
    listAll<WekaCluster>(client, wekaResources.clusters),
    listAll<WekaContainer>(client, wekaResources.containers),
  ]);
  const unready = [
    ...containers.items.filter(container => !isRunning(container)),
    ...clusters.items.filter(
      ({ status }) =>
        status?.status !== 'Ready' || status.stats?.clusterStatus !== 'OK',
    ),
  ];
  return {
    total: clusters.items.length + containers.items.length,
    unready: unready.map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
    ),
  };
}
