import {
  formatMicroTime,
  Pod,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  NOW_MS,
  objectWith,
  podWith,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import { WekaClient, WekaCluster, WekaContainer } from '../wekaObjects';

export const OLD = 'weka:4.4.2.157-k8s.2';
export const NEW = 'weka:4.4.5.120-k8s.1';

export const timing = {
  joinMs: 5_000,
  protectionMs: 20_000,
  mountReleaseMs: 30_000,
  dataUpgradeMs: 10_000,
};

export function secondsAgo(seconds: number): string {
  return formatMicroTime(NOW_MS - seconds * 1000);
}

/** A cluster that was asked for the new image, unless told. */
export function clusterWith(
  spec: Partial<WekaCluster['spec']> = {},
): WekaCluster {
  return {
    ...objectWith('WekaCluster', 'prod'),
    spec: { image: NEW, ...spec },
    status: { status: 'Ready', lastAppliedImage: OLD },
  };
}

export function clientWith(type?: string): WekaClient {
  return {
    ...objectWith('WekaClient', 'trainers'),
    spec: { image: NEW, ...(type && { upgradePolicy: { type } }) },
    status: { status: 'Running' },
  };
}

interface ContainerTraits {
  mode?: string;
  image?: string;
  applied?: string;
  status?: string;
  mounts?: number;
  timestamps?: Record<string, string>;
  annotations?: Record<string, string>;
  nodeAffinity?: string;
  spec?: Partial<WekaContainer['spec']>;
}

/** A container that runs the old image, unless told. */
export function containerWith(
  name: string,
  traits: ContainerTraits = {},
): WekaContainer {
  const { image = OLD, mode = 'drive' } = traits;
  return {
    ...objectWith('WekaContainer', name, {
      metadata: { annotations: traits.annotations },
    }),
    spec: { image, mode, name, state: 'active', ...traits.spec },
    status: {
      status: traits.status ?? 'Running',
      lastAppliedImage: traits.applied ?? image,
      nodeAffinity: 'nodeAffinity' in traits ? traits.nodeAffinity : 'node-1',
      stats: { activeMounts: traits.mounts ?? 0 },
      timestamps: traits.timestamps,
    },
  };
}

/** Replaced so many seconds ago. */
export function upgraded(
  name: string,
  seconds = 60,
  mode = 'drive',
): WekaContainer {
  return containerWith(name, {
    mode,
    image: NEW,
    timestamps: { ImageReplaced: secondsAgo(seconds) },
  });
}

export function podOf(
  image: string,
  traits: Parameters<typeof podWith>[0] = {},
): Pod {
  return podWith({
    name: 'drive-0',
    node: 'node-1',
    spec: { containers: [{ name: 'weka-container', image }] },
    ...traits,
  });
}
