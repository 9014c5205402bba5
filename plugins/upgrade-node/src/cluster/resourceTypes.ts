import { ResourceType } from '../ports/KubeObject';

function resourceType(
  groupVersion: string,
  plural: string,
  kind: string,
  isNamespaced = true,
): ResourceType {
  const [version, group = ''] = groupVersion.split('/').reverse();
  return { group, version, plural, kind, isNamespaced };
}

/**
 * The built-in resources that steps and drivers use.
 *
 * @public
 */
export const resourceTypes = {
  nodes: resourceType('v1', 'nodes', 'Node', false),
  namespaces: resourceType('v1', 'namespaces', 'Namespace', false),
  pods: resourceType('v1', 'pods', 'Pod'),
  configMaps: resourceType('v1', 'configmaps', 'ConfigMap'),
  services: resourceType('v1', 'services', 'Service'),
  events: resourceType('v1', 'events', 'Event'),
  deployments: resourceType('apps/v1', 'deployments', 'Deployment'),
  replicaSets: resourceType('apps/v1', 'replicasets', 'ReplicaSet'),
  statefulSets: resourceType('apps/v1', 'statefulsets', 'StatefulSet'),
  daemonSets: resourceType('apps/v1', 'daemonsets', 'DaemonSet'),
  controllerRevisions: resourceType(
    'apps/v1',
    'controllerrevisions',
    'ControllerRevision',
  ),
  jobs: resourceType('batch/v1', 'jobs', 'Job'),
  podDisruptionBudgets: resourceType(
    'policy/v1',
    'poddisruptionbudgets',
    'PodDisruptionBudget',
  ),
  leases: resourceType('coordination.k8s.io/v1', 'leases', 'Lease'),
  customResourceDefinitions: resourceType(
    'apiextensions.k8s.io/v1',
    'customresourcedefinitions',
    'CustomResourceDefinition',
    false,
  ),
  horizontalPodAutoscalers: resourceType(
    'autoscaling/v2',
    'horizontalpodautoscalers',
    'HorizontalPodAutoscaler',
  ),
  selfSubjectAccessReviews: resourceType(
    'authorization.k8s.io/v1',
    'selfsubjectaccessreviews',
    'SelfSubjectAccessReview',
    false,
  ),
  nodeMetrics: resourceType(
    'metrics.k8s.io/v1beta1',
    'nodes',
    'NodeMetrics',
    false,
  ),
  podMetrics: resourceType('metrics.k8s.io/v1beta1', 'pods', 'PodMetrics'),
} as const;
