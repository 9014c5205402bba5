import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ClusterOverview,
  entityText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { catalogEntityRouteRef } from '../routes';
import styles from './fleet.module.css';

/** The tab of the cluster's page where upgrades are. */
export function ClusterLink({ cluster }: { cluster: ClusterOverview }) {
  const href = useClusterTab(cluster.clusterRef);
  return href ? <Link href={href}>{cluster.title}</Link> : <>{cluster.title}</>;
}

/** Where the tab is; absent in a portal without catalog pages. */
export function useClusterTab(clusterRef: string): string | undefined {
  const route = useRouteRef(catalogEntityRouteRef);
  return route && `${route(parseEntityRef(clusterRef))}/upgrades`;
}

/** The name of the entity, where it says something else than the title. */
export function ClusterName({ cluster }: { cluster: ClusterOverview }) {
  const name = entityText(cluster.clusterRef);
  return name === cluster.title ? null : (
    <span className={styles.sub}>{name}</span>
  );
}
