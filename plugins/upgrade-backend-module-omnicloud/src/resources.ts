import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';

/** Namespace of the platform's own parts. */
export const OMNI_NAMESPACE = 'omni-system';

/** On the pods of the platform's parts: which part. */
export const LABEL_COMPONENT = 'omni.cloud/component';

/** On workloads of applications: the application's name. */
export const LABEL_APP = 'omni.cloud/app';

/** On temporary nodes: `true`. */
export const LABEL_SPARE = 'omni.cloud/spare';

export const LABEL_POOL = 'omni.cloud/node-role';

/** On workloads of applications: `critical`, `normal` or `non-critical`. */
export const ANNOTATION_PRIORITY = 'omni.cloud/priority';

/** On workloads of applications: instances that may fail, `2` or `25%`. */
export const ANNOTATION_THRESHOLD = 'omni.cloud/failure-threshold';

/** The Deployments that make up the control chain, in the order of the upgrade. */
export const DEPLOYED_COMPONENTS = [
  { id: 'orchestrator', title: 'Orchestrators', name: 'omni-orchestrator' },
  { id: 'director', title: 'Directors', name: 'omni-director' },
  { id: 'registry', title: 'Registry', name: 'omni-registry' },
  { id: 'forge', title: 'Forge', name: 'omni-forge' },
] as const;

export type DeployedComponentId = (typeof DEPLOYED_COMPONENTS)[number]['id'];

/** The part on every node. */
export const AGENT = {
  id: 'agent',
  title: 'Agents',
  name: 'omni-agent',
} as const;

/** The record of the platform's version; a part like the others, since it must agree with them. */
export const PLATFORM = {
  id: 'platform',
  title: 'Version record',
  name: 'omni-platform',
} as const;

/** `data.spareNodes`: how many temporary nodes the directors keep. */
export const CAPACITY_CONFIG_MAP = 'omni-capacity';
export const SPARE_NODES_KEY = 'spareNodes';

/** Optional: per version, in YAML, what changes besides images. */
export const RELEASES_CONFIG_MAP = 'omni-releases';

/** Held by the leading orchestrator. */
export const LEADER_LEASE = 'omni-orchestrator-leader';

export function deploymentRef(name: string): ObjectRef {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: OMNI_NAMESPACE,
    name,
  };
}

export const AGENT_REF: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  namespace: OMNI_NAMESPACE,
  name: AGENT.name,
};

export const PLATFORM_REF = configMapRef(PLATFORM.name);

export const CAPACITY_REF = configMapRef(CAPACITY_CONFIG_MAP);

export const LEASE_REF: ObjectRef = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  namespace: OMNI_NAMESPACE,
  name: LEADER_LEASE,
};

function configMapRef(name: string): ObjectRef {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: OMNI_NAMESPACE,
    name,
  };
}

/**
 * Kinds whose changes can move an OmniCloud upgrade on. Leases are not among them: every node renews one
 * every few seconds.
 */
export const WATCHED_RESOURCES: readonly ResourceType[] = [
  resourceTypes.nodes,
  resourceTypes.pods,
  resourceTypes.deployments,
  resourceTypes.statefulSets,
  resourceTypes.daemonSets,
];
