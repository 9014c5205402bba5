import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { catalogEntityRouteRef } from '../routes';

/** The tab of the cluster's page where upgrades are. */
export function ClusterLink({ cluster }: { cluster: ClusterOverview }) {
  const route = useRouteRef(catalogEntityRouteRef);
  return route ? (
    <Link href={`${route(parseEntityRef(cluster.clusterRef))}/upgrades`}>
      {cluster.title}
    </Link>
  ) : (
    <>{cluster.title}</>
  );
}
