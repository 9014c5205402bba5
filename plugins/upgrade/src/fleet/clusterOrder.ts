import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { needsSomebody } from './clusterCondition';

/** What needs somebody first, then what runs, then the others by title. */
export function orderClusters(
  clusters: readonly ClusterOverview[],
): ClusterOverview[] {
  const rank = (cluster: ClusterOverview) => {
    if (needsSomebody(cluster)) {
      return 0;
    }
    return cluster.activeUpgrade ? 1 : 2;
  };
  return [...clusters].sort(
    (left, right) =>
      rank(left) - rank(right) || left.title.localeCompare(right.title),
  );
}

/** Every word must be found somewhere in what the table shows. */
export function fitsQuery(cluster: ClusterOverview, query: string): boolean {
  const text = [
    cluster.title,
    cluster.clusterRef,
    cluster.platform,
    cluster.platformTitle,
    cluster.ownerRef,
    ...cluster.versions.map(share => share.version),
  ]
    .join(' ')
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
