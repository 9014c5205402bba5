import { KubeObject, ResourceType } from '@cluster-upgrade/plugin-upgrade-node';
import { Condition } from '@cluster-upgrade/cluster-simulator/operatorKit';

function wekaResource(plural: string, kind: string): ResourceType {
  return {
    group: 'weka.weka.io',
    version: 'v1alpha1',
    plural,
    kind,
    isNamespaced: true,
  };
}

/** @internal */
export const wekaResources = {
  clusters: wekaResource('wekaclusters', 'WekaCluster'),
  clients: wekaResource('wekaclients', 'WekaClient'),
  containers: wekaResource('wekacontainers', 'WekaContainer'),
} as const;

/** @internal */
export interface WekaCluster extends KubeObject {
  spec: {
    image: string;
    dynamicTemplate?: Partial<Record<`${string}Containers`, number>>;
    overrides?: { upgradePaused?: boolean; upgradePausePreCompute?: boolean };
  };
  status?: {
    status?: string;
    lastAppliedImage?: string;
    stats?: Record<string, any>;
    timestamps?: Record<string, string>;
  };
}

/** @internal */
export interface WekaClient extends KubeObject {
  spec: { image: string; upgradePolicy?: { type?: string } };
  status?: { status?: string };
}

/** @internal */
export interface WekaContainer extends KubeObject {
  spec: {
    image: string;
    mode: string;
    name: string;
    /** The machine whose drives or cores it uses. */
    nodeAffinity?: string;
    state?: string;
    upgradePolicyType?: string;
    allowHotUpgrade?: boolean;
    overrides?: { skipActiveMountsCheck?: boolean };
  };
  status?: {
    status?: string;
    lastAppliedImage?: string;
    nodeAffinity?: string;
    stats?: { activeMounts?: number };
    conditions?: Condition[];
    timestamps?: Record<string, string>;
  };
}

const FRONTEND_MODES = ['client', 's3', 'nfs', 'smbw'];

/**
 * Whether others mount the file system through it.
 *
 * @internal
 */
export function isFrontend(mode: string | undefined): boolean {
  return mode !== undefined && FRONTEND_MODES.includes(mode);
}

export const MODE_LABEL = 'weka.io/mode';
export const CLUSTER_LABEL = 'weka.io/cluster-name';
export const CLIENT_LABEL = 'weka.io/client-name';

/** On a WekaContainer: how many mounts go through it while it runs. */
export const MOUNTS_ANNOTATION = 'simulator.cluster-upgrade.io/active-mounts';
/** On a WekaContainer: `true` while those who mount through it don't let go. */
export const MOUNTS_HELD_ANNOTATION =
  'simulator.cluster-upgrade.io/mounts-held';
/**
 * On a WekaCluster: the phase of the upgrade that Weka itself is in. A real one tells it in `weka status`
 * (`upgrade_info.upgrade_phase`), which no object holds.
 */
export const UPGRADE_PHASE_ANNOTATION =
  'simulator.cluster-upgrade.io/upgrade-phase';
/** On nodes: the version of the container there that was replaced last. */
export const NODE_VERSION_LABEL = 'simulator.cluster-upgrade.io/weka-version';

/** Lengths at the cluster's speed. */
export interface WekaTiming {
  /** From a pod that is ready until its process is part of the storage cluster. */
  joinMs: number;
  /** How long the data is not fully protected after a drive container came back. */
  protectionMs: number;
  /** How long those who mount through a container take to let go. */
  mountReleaseMs: number;
  /** How long data still moves after an upgrade's last container came back. */
  dataUpgradeMs: number;
}

/** @internal */
export function isGoingAway({ metadata, spec }: WekaContainer): boolean {
  return (
    metadata.deletionTimestamp !== undefined ||
    ['destroying', 'deleting'].includes(spec.state ?? '')
  );
}

/**
 * Going away or never scheduled: the operator leaves such containers out of an upgrade.
 *
 * @internal
 */
export function isLeftOut(container: WekaContainer): boolean {
  return isGoingAway(container) || !container.status?.nodeAffinity;
}

/** @internal */
export function isRunning({ status }: WekaContainer): boolean {
  return status?.status === 'Running';
}

/**
 * Asked for the image, and not there yet.
 *
 * @internal
 */
export function isUnderWay(container: WekaContainer, image: string): boolean {
  return (
    container.spec.image === image &&
    !(container.status?.lastAppliedImage === image && isRunning(container))
  );
}
