import { KubeObject, ResourceType } from '@cluster-upgrade/plugin-upgrade-node';

function wekaResource(plural: string, kind: string): ResourceType {
  return {
    group: 'weka.weka.io',
    version: 'v1alpha1',
    plural,
    kind,
    isNamespaced: true,
  };
}

/** The resources of the Weka operator that upgrades touch (weka-k8s-api, v1alpha1). */
export const wekaResources = {
  clusters: wekaResource('wekaclusters', 'WekaCluster'),
  clients: wekaResource('wekaclients', 'WekaClient'),
  containers: wekaResource('wekacontainers', 'WekaContainer'),
} as const;

export const WEKA_API_VERSION = 'weka.weka.io/v1alpha1';

/**
 * `spec.image` is the only trigger of an upgrade. `status.status` stays `Ready` during one; what tells
 * the end is `status.lastAppliedImage`.
 */
export interface WekaCluster extends KubeObject {
  spec: {
    image: string;
    dynamicTemplate?: {
      driveContainers?: number;
      computeContainers?: number;
      s3Containers?: number;
      nfsContainers?: number;
    };
    overrides?: {
      upgradePaused?: boolean;
      upgradePausePreCompute?: boolean;
      /** Unsafe; never set by us. */
      upgradeAllAtOnce?: boolean;
      upgradeForceReplace?: boolean;
    };
    rawTolerations?: Array<{ key?: string; operator?: string }>;
  };
  status?: {
    status?: string;
    lastAppliedImage?: string;
    stats?: {
      clusterStatus?: string;
      alertsCount?: number;
      numFailures?: number;
      drives?: { failures?: unknown[] };
      containers?: Partial<
        Record<string, { numContainers?: { active?: number } }>
      >;
      /** When the operator last asked Weka, RFC 3339. */
      lastUpdate?: string;
    };
  };
}

/**
 * What the operator does with a client's pods: `manual` leaves them to people, `rolling` takes one after
 * the other, `all-at-once` all together, each when nothing is mounted through it; `all-at-once-force`
 * doesn't wait for that.
 */
export type ClientPolicy =
  'manual' | 'rolling' | 'all-at-once' | 'all-at-once-force';

export interface WekaClient extends KubeObject {
  spec: {
    image: string;
    /** Absent, or without a name, where `joinIpPorts` leads to the storage cluster. */
    targetCluster?: { name: string; namespace?: string };
    joinIpPorts?: string[];
    upgradePolicy?: { type?: ClientPolicy };
    allowHotUpgrade?: boolean;
    rawTolerations?: Array<{ key?: string; operator?: string }>;
  };
  status?: { status?: string };
}

export interface WekaContainer extends KubeObject {
  spec: {
    image: string;
    name?: string;
    mode: string;
    state?: string;
    allowHotUpgrade?: boolean;
  };
  status?: {
    status?: string;
    lastAppliedImage?: string;
    nodeAffinity?: string;
    stats?: { activeMounts?: number };
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

/** The container of every Weka pod that runs its image. */
export const WEKA_CONTAINER = 'weka-container';

export const LABEL_CLUSTER = 'weka.io/cluster-name';
export const LABEL_CLIENT = 'weka.io/client-name';

/**
 * Modes that the operator upgrades itself, in its order: s3 and nfs go together. What runs in others (envoy,
 * telemetry) keeps the image that it was made with, and says nothing about the version.
 */
export const BACKEND_MODES = ['drive', 'compute', 's3', 'nfs'] as const;

export function isBackendMode(mode: string): boolean {
  return (BACKEND_MODES as readonly string[]).includes(mode);
}

/** What the API fills in where a client names none. */
const DEFAULT_POLICY: ClientPolicy = 'all-at-once';

export function policyOf({ spec }: WekaClient): ClientPolicy {
  return spec.upgradePolicy?.type ?? DEFAULT_POLICY;
}

export function isOfCluster(
  { metadata }: WekaContainer,
  cluster: WekaCluster,
): boolean {
  return (
    metadata.labels?.[LABEL_CLUSTER] === cluster.metadata.name &&
    metadata.namespace === cluster.metadata.namespace
  );
}

export function isOfClient(
  { metadata }: WekaContainer,
  client: WekaClient,
): boolean {
  return (
    metadata.labels?.[LABEL_CLIENT] === client.metadata.name &&
    metadata.namespace === client.metadata.namespace
  );
}

/** A container that the operator will not bring to a new image: going away, or never scheduled. */
export function isLeftOut(container: WekaContainer): boolean {
  return isGoingAway(container) || !container.status?.nodeAffinity;
}

export function isGoingAway({ spec, metadata }: WekaContainer): boolean {
  return (
    ['destroying', 'deleting'].includes(spec.state ?? '') ||
    metadata.deletionTimestamp !== undefined
  );
}
