import { Message } from './message';
import { ObjectRef } from './objectRef';

/**
 * What runs on a cluster now, read from status and running images, never from desired state alone.
 *
 * @public
 */
export interface Inventory {
  /** Entity ref of the cluster. */
  clusterRef: string;
  platform: string;
  takenAtMs: number;
  /** The version that every part runs; absent while versions are mixed or unknown. */
  version?: string;
  /** Every version found, most parts first. More than one: mixed. */
  versions: VersionShare[];
  components: ComponentInfo[];
  nodes: NodeInfo[];
  applications: ApplicationInfo[];
  budgets: BudgetInfo[];
  /** What could not be read, each with its reason. Never mistaken for "nothing there". */
  unknowns: string[];
  /** Set while an upgrade was begun and not brought to its end, whoever began it. */
  partWay?: PartWay;
}

/**
 * An upgrade that was begun and is not at its end. While no upgrade of the portal runs it has stopped
 * there, or somebody else carries it on.
 *
 * @public
 */
export interface PartWay {
  /** The version that it leads to. */
  toVersion: string;
  /** How far it came and what holds it, for people. */
  reason: Message;
}

/** @public */
export interface VersionShare {
  version: string;
  /** Ids of components and names of nodes that run it. */
  parts: string[];
}

/** @public */
export interface ComponentInfo {
  /** Unique within the cluster, for example `orchestrator`. */
  id: string;
  title: string;
  object: ObjectRef;
  /** From the images that run; absent when they differ or none runs. */
  version?: string;
  /** From desired state: container name to image. */
  images: Record<string, string>;
  desired: number;
  ready: number;
}

/** @public */
export interface NodeInfo {
  name: string;
  uid: string;
  isReady: boolean;
  isCordoned: boolean;
  /** Temporary capacity, added for an upgrade. */
  isSpare: boolean;
  /** Version of the platform's part on this node; absent when there is none or it is unknown. */
  version?: string;
  zone?: string;
  pool?: string;
  /** Pods that a drain would move. */
  movablePods: number;
  allocatable: ResourceAmounts;
  /** Sum of the requests of all pods on the node. */
  requested: ResourceAmounts;
}

/** @public */
export interface ResourceAmounts {
  cpuMillis: number;
  memoryBytes: number;
}

/** @public */
export type ApplicationPriority = 'critical' | 'normal' | 'non-critical';

/** @public */
export interface ApplicationInfo {
  /** `<namespace>/<name>` of its workload. */
  id: string;
  title: string;
  object: ObjectRef;
  /** Labels that select its pods, within its namespace. */
  podLabels: Record<string, string>;
  priority: ApplicationPriority;
  desired: number;
  ready: number;
  /** The workload's own annotation that declares a threshold, as it is written there. */
  thresholdAnnotation?: { name: string; value: string };
  /** Catalog entity of the application, filled in by the backend when one names this workload. */
  entityRef?: string;
  /** Owner of that entity. */
  ownerRef?: string;
}

/** @public */
export interface BudgetInfo {
  namespace: string;
  name: string;
  /** Applications whose pods it covers. */
  applicationIds: string[];
  disruptionsAllowed: number;
  currentHealthy: number;
  desiredHealthy: number;
  expectedPods: number;
}
