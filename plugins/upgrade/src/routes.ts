import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/**
 * The fleet page; every other page of the plugin lies below it, so that an upgrade can be followed when
 * its cluster has left the catalog.
 *
 * @public
 */
export const rootRouteRef = createRouteRef();

/**
 * Planning and starting an upgrade of one cluster.
 *
 * @public
 */
export const newUpgradeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/new/:kind/:namespace/:name',
});

/**
 * One upgrade while it runs and afterwards.
 *
 * @public
 */
export const runRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:upgradeId',
});

/**
 * What became of one upgrade.
 *
 * @public
 */
export const reportRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:upgradeId/report',
});

/**
 * The upgrades tab on a cluster's page.
 *
 * @public
 */
export const clusterTabRouteRef = createRouteRef();

/**
 * The page of a catalog entity.
 *
 * @public
 */
export const catalogEntityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
