import { jobRules } from '../kinds/batchRules';
import { leaseRules } from '../kinds/coreRules';
import { customResourceDefinitionRules } from '../kinds/customResourceDefinitionRules';
import {
  horizontalPodAutoscalerRules,
  podDisruptionBudgetRules,
} from '../kinds/policyRules';
import {
  controllerRevisionRules,
  daemonSetRules,
  deploymentRules,
  replicaSetRules,
  statefulSetRules,
} from '../kinds/workloadRules';
import { BuiltinResource } from './BuiltinResource';

/**
 * All groups but the core one.
 *
 * @internal
 */
export const groupResources: BuiltinResource[] = [
  {
    groupVersion: 'apps/v1',
    plural: 'deployments',
    kind: 'Deployment',
    rules: deploymentRules,
    shortNames: ['deploy'],
    isInCategoryAll: true,
    subresources: ['status', 'scale'],
  },
  {
    groupVersion: 'apps/v1',
    plural: 'replicasets',
    kind: 'ReplicaSet',
    rules: replicaSetRules,
    shortNames: ['rs'],
    isInCategoryAll: true,
    subresources: ['status', 'scale'],
    selectableFields: ['status.replicas'],
  },
  {
    groupVersion: 'apps/v1',
    plural: 'statefulsets',
    kind: 'StatefulSet',
    rules: statefulSetRules,
    shortNames: ['sts'],
    isInCategoryAll: true,
    subresources: ['status', 'scale'],
  },
  {
    groupVersion: 'apps/v1',
    plural: 'daemonsets',
    kind: 'DaemonSet',
    rules: daemonSetRules,
    shortNames: ['ds'],
    isInCategoryAll: true,
    subresources: ['status'],
  },
  {
    groupVersion: 'apps/v1',
    plural: 'controllerrevisions',
    kind: 'ControllerRevision',
    rules: controllerRevisionRules,
  },
  {
    groupVersion: 'batch/v1',
    plural: 'jobs',
    kind: 'Job',
    rules: jobRules,
    isInCategoryAll: true,
    subresources: ['status'],
    selectableFields: ['status.successful'],
  },
  {
    groupVersion: 'policy/v1',
    plural: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    rules: podDisruptionBudgetRules,
    shortNames: ['pdb'],
    subresources: ['status'],
  },
  {
    groupVersion: 'autoscaling/v2',
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    rules: horizontalPodAutoscalerRules,
    shortNames: ['hpa'],
    isInCategoryAll: true,
    subresources: ['status'],
  },
  {
    groupVersion: 'coordination.k8s.io/v1',
    plural: 'leases',
    kind: 'Lease',
    rules: leaseRules,
  },
  {
    groupVersion: 'apiextensions.k8s.io/v1',
    plural: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    rules: customResourceDefinitionRules,
    isClusterScoped: true,
    shortNames: ['crd', 'crds'],
    subresources: ['status'],
  },
  {
    groupVersion: 'authorization.k8s.io/v1',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    rules: {},
    isClusterScoped: true,
    verbs: ['create'],
    computed: 'accessReview',
  },
  {
    groupVersion: 'metrics.k8s.io/v1beta1',
    plural: 'nodes',
    kind: 'NodeMetrics',
    rules: {},
    isClusterScoped: true,
    verbs: ['get', 'list'],
    computed: 'nodeMetrics',
  },
  {
    groupVersion: 'metrics.k8s.io/v1beta1',
    plural: 'pods',
    kind: 'PodMetrics',
    rules: {},
    verbs: ['get', 'list'],
    computed: 'podMetrics',
  },
];
