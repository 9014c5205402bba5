/**
 * On a cluster entity (kind `Resource`, type `kubernetes-cluster`): the platform, which chooses the
 * driver. For example `beacon`.
 *
 * @public
 */
export const ANNOTATION_PLATFORM = 'cluster-upgrade.io/platform';

/**
 * On a cluster entity: the name of a cluster in `kubernetes.clusterLocatorMethods` of the portal's
 * configuration, where its address and credentials are.
 *
 * @public
 */
export const ANNOTATION_KUBERNETES_CLUSTER =
  'cluster-upgrade.io/kubernetes-cluster';

/**
 * On a Component entity: the workloads that it runs as, `<namespace>/<name>`, several separated by
 * commas.
 *
 * @public
 */
export const ANNOTATION_WORKLOAD = 'cluster-upgrade.io/workload';

/**
 * On a Component entity: how many of its instances may fail during an upgrade, `2` or `25%`.
 *
 * @public
 */
export const ANNOTATION_FAILURE_THRESHOLD =
  'cluster-upgrade.io/failure-threshold';

/**
 * On a Component entity: how long more failures than that must last before they count, for example
 * `30s`, `2m`.
 *
 * @public
 */
export const ANNOTATION_FAILURE_MUST_LAST =
  'cluster-upgrade.io/failure-must-last';

/**
 * On a Component entity: what happens then, `rollback`, `pause` or `warn`.
 *
 * @public
 */
export const ANNOTATION_FAILURE_ACTION = 'cluster-upgrade.io/failure-action';

/**
 * `spec.type` of cluster entities.
 *
 * @public
 */
export const CLUSTER_ENTITY_TYPE = 'kubernetes-cluster';
