import { runCluster, RunningCluster } from '@cluster-upgrade/cluster-simulator';
import { omnicloud } from '@cluster-upgrade/platforms';
import omniCloudModule from '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud';
import { Entity } from '@backstage/catalog-model';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { clusterEntity, shopEntity } from './omniCloudEntities';
import { Portal, startPortal } from './startPortal';

/** A portal with one OmniCloud cluster, embedded and reached over HTTP. */
export interface OmniCloudPortal extends Portal {
  cluster: RunningCluster;
  stop(): Promise<void>;
}

export async function startOmniCloudPortal(
  options: {
    upgrade?: object;
    features?: BackendFeature[];
    /** Besides the cluster and the shop. */
    entities?: Entity[];
    /** Names under which the cluster is configured. */
    connectionNames?: string[];
    /** Other clusters that are configured. */
    connections?: Array<{ name: string; url: string }>;
    /** What the cluster is made of, other than the platform's own seed. */
    seedFolder?: string;
  } = {},
): Promise<OmniCloudPortal> {
  const cluster = await runCluster({
    target: 'embedded',
    platform: omnicloud.simulated,
    speed: 50,
    seedFolder: options.seedFolder,
  });
  const { url, token } = cluster.connection;
  const portal = await startPortal({
    entities: [clusterEntity, shopEntity, ...(options.entities ?? [])],
    features: [omniCloudModule, ...(options.features ?? [])],
    config: {
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              ...(options.connectionNames ?? ['omni']).map(name => ({
                name,
                url,
                serviceAccountToken: token,
              })),
              ...(options.connections ?? []),
            ],
          },
        ],
      },
      upgrade: {
        strategies: {
          omnicloud: {
            nodeSoak: { milliseconds: 100 },
            finalSoak: { milliseconds: 100 },
            maxUnavailableNodes: 2,
          },
        },
        ...options.upgrade,
      },
    },
  });
  return {
    ...portal,
    cluster,
    async stop() {
      await portal.backend.stop();
      await cluster.stop();
    },
  };
}
