import { jobRules } from '../kinds/batchRules';
import {
  configMapRules,
  eventRules,
  leaseRules,
  namespaceRules,
  nodeRules,
  secretRules,
  serviceAccountRules,
} from '../kinds/coreRules';
import { customResourceDefinitionRules } from '../kinds/customResourceDefinitionRules';
import { KindRules } from '../kinds/KindRules';
import { podRules } from '../kinds/podRules';
import {
  horizontalPodAutoscalerRules,
  podDisruptionBudgetRules,
} from '../kinds/policyRules';
import { serviceRules } from '../kinds/serviceRules';
import {
  controllerRevisionRules,
  daemonSetRules,
  deploymentRules,
  replicaSetRules,
  statefulSetRules,
} from '../kinds/workloadRules';
import type { ResourceVerb } from '../request/requestInfo';
import { builtinSchema, Schema } from '../schema/Schema';
import { apiVersionOf, ResourceDefinition } from './ResourceDefinition';
import { allVerbs } from './resourceVerbs';

interface BuiltinResource {
  groupVersion: string;
  plural: string;
  kind: string;
  rules: KindRules;
  isClusterScoped?: boolean;
  shortNames?: string[];
  isInCategoryAll?: boolean;
  subresources?: ResourceDefinition['subresources'];
  selectableFields?: string[];
  verbs?: ResourceVerb[];
  computed?: ResourceDefinition['computed'];
}

const workloadScale = {
  specReplicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  selector: '.spec.selector',
};

const eventFields = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

const podFields = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
];

const builtinResources: BuiltinResource[] = [
  {
    groupVersion: 'v1',
    plural: 'namespaces',
    kind: 'Namespace',
    rules: namespaceRules,
    isClusterScoped: true,
    shortNames: ['ns'],
    subresources: ['status', 'finalize'],
    selectableFields: ['status.phase', 'name'],
    verbs: allVerbs.filter(verb => verb !== 'deletecollection'),
  },
  {
    groupVersion: 'v1',
    plural: 'nodes',
    kind: 'Node',
    rules: nodeRules,
    isClusterScoped: true,
    shortNames: ['no'],
    subresources: ['status'],
    selectableFields: ['spec.unschedulable'],
  },
  {
    groupVersion: 'v1',
    plural: 'pods',
    kind: 'Pod',
    rules: podRules,
    shortNames: ['po'],
    isInCategoryAll: true,
    subresources: ['status', 'eviction', 'binding', 'log'],
    selectableFields: podFields,
  },
  {
    groupVersion: 'v1',
    plural: 'services',
    kind: 'Service',
    rules: serviceRules,
    shortNames: ['svc'],
    isInCategoryAll: true,
    subresources: ['status'],
    selectableFields: ['spec.clusterIP', 'spec.type'],
  },
  {
    groupVersion: 'v1',
    plural: 'configmaps',
    kind: 'ConfigMap',
    rules: configMapRules,
    shortNames: ['cm'],
  },
  {
    groupVersion: 'v1',
    plural: 'secrets',
    kind: 'Secret',
    rules: secretRules,
    selectableFields: ['type'],
  },
  {
    groupVersion: 'v1',
    plural: 'serviceaccounts',
    kind: 'ServiceAccount',
    rules: serviceAccountRules,
    shortNames: ['sa'],
  },
  {
    groupVersion: 'v1',
    plural: 'events',
    kind: 'Event',
    rules: eventRules,
    shortNames: ['ev'],
    selectableFields: eventFields,
  },
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

function define(resource: BuiltinResource): ResourceDefinition {
  const [version, group = ''] = resource.groupVersion.split('/').reverse();
  const { plural, kind, rules } = resource;
  const subresources = resource.subresources ?? [];
  return {
    group,
    version,
    plural,
    kind,
    rules,
    subresources,
    verbs: resource.verbs ?? allVerbs,
    ...(resource.computed && { computed: resource.computed }),
    singular: group === 'metrics.k8s.io' ? '' : kind.toLowerCase(),
    listKind: `${kind}List`,
    isNamespaced: !resource.isClusterScoped,
    shortNames: resource.shortNames ?? [],
    categories: resource.isInCategoryAll ? ['all'] : [],
    bucket: group ? `${group}/${plural}` : plural,
    schema: schemaOf(group, version, kind),
    isCustom: false,
    ...(subresources.includes('scale') && { scale: workloadScale }),
    selectableFields: resource.selectableFields ?? [],
  };
}

/** Metrics are only read, so nothing checks them against a schema. */
function schemaOf(group: string, version: string, kind: string): Schema {
  return group === 'metrics.k8s.io'
    ? { type: 'object' }
    : builtinSchema(group, version, kind);
}

/** Every resource that the cluster has before anyone defines more. */
export function builtinDefinitions(): ResourceDefinition[] {
  return builtinResources.map(define);
}

/** @internal */
export function definitionKey(definition: {
  group: string;
  version: string;
  plural: string;
}): string {
  return `${apiVersionOf(definition)}/${definition.plural}`;
}
