import {
  configMapRules,
  eventRules,
  namespaceRules,
  nodeRules,
  secretRules,
  serviceAccountRules,
} from '../kinds/coreRules';
import { podRules } from '../kinds/podRules';
import { serviceRules } from '../kinds/serviceRules';
import { BuiltinResource } from './BuiltinResource';
import { allVerbs } from './resourceVerbs';

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

/**
 * The core group.
 *
 * @internal
 */
export const coreResources: BuiltinResource[] = [
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
];
