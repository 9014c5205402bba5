import { ANNOTATION_PAUSED_BY } from '@cluster-upgrade/plugin-upgrade-node';
import {
  WEKA_API_VERSION,
  WekaClient,
  WekaCluster,
  WekaContainer,
} from '../resources';

export const OLD = 'quay.io/weka.io/weka-in-container:4.4.2.157-k8s.2';
export const NEW = 'quay.io/weka.io/weka-in-container:4.4.5.120-k8s.1';

export function wekaCluster(
  spec: Partial<WekaCluster['spec']> = {},
): WekaCluster {
  return {
    apiVersion: WEKA_API_VERSION,
    kind: 'WekaCluster',
    metadata: { namespace: 'weka', name: 'weka-prod' },
    spec: {
      image: OLD,
      dynamicTemplate: { driveContainers: 2, computeContainers: 2 },
      ...spec,
    },
    status: {
      status: 'Ready',
      lastAppliedImage: OLD,
      stats: { clusterStatus: 'OK', numFailures: 0, alertsCount: 0 },
    },
  };
}

export function wekaContainer(
  name: string,
  options: {
    mode?: string;
    image?: string;
    applied?: string;
    status?: string;
    activeMounts?: number;
    nodeAffinity?: string;
    state?: string;
    namespace?: string;
    labels?: Record<string, string>;
    conditions?: any[];
  } = {},
): WekaContainer {
  return {
    apiVersion: WEKA_API_VERSION,
    kind: 'WekaContainer',
    metadata: {
      namespace: options.namespace ?? 'weka',
      name,
      labels: options.labels ?? { 'weka.io/cluster-name': 'weka-prod' },
    },
    spec: {
      image: options.image ?? OLD,
      mode: options.mode ?? 'drive',
      state: options.state ?? 'active',
    },
    status: {
      status: options.status ?? 'Running',
      lastAppliedImage: options.applied ?? options.image ?? OLD,
      nodeAffinity: 'nodeAffinity' in options ? options.nodeAffinity : 'node-1',
      stats: { activeMounts: options.activeMounts ?? 0 },
      conditions: options.conditions ?? [],
    },
  };
}

export function wekaClient(
  name: string,
  options: { namespace?: string; spec?: Partial<WekaClient['spec']> } = {},
): WekaClient {
  return {
    apiVersion: WEKA_API_VERSION,
    kind: 'WekaClient',
    metadata: { namespace: options.namespace ?? 'weka', name },
    spec: {
      image: OLD,
      targetCluster: { name: 'weka-prod', namespace: 'weka' },
      upgradePolicy: { type: 'rolling' },
      ...options.spec,
    },
    status: { status: 'Running' },
  };
}

/** The annotation with which an upgrade of the portal marks its pause. */
export function pausedBy(
  cluster: WekaCluster,
  upgradeId?: string,
): WekaCluster {
  return {
    ...cluster,
    metadata: {
      ...cluster.metadata,
      ...(upgradeId && { annotations: { [ANNOTATION_PAUSED_BY]: upgradeId } }),
    },
    spec: { ...cluster.spec, overrides: { upgradePaused: true } },
  };
}
