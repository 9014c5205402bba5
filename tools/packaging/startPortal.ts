import { runCluster } from '@cluster-upgrade/cluster-simulator';
import { platforms } from '@cluster-upgrade/platforms';
import { BackendProcess, CleanUps, freePort } from '@cluster-upgrade/portal';
import { CreatedPortal } from './CreatedPortal';

/** Pods start and stop so many times faster than in life. */
const SPEED = 40;

/** The cluster of the READMEs, and who owns it there. */
const CLUSTER = 'prod-eu';
const OWNERS = 'group:default/platform-operators';

/**
 * Short durations, because the cluster's nodes live faster than real ones. They are texts: sections of
 * the READMEs' configuration would be added up with them.
 */
const DURATIONS = {
  worker: { leaseDuration: '6s', pollInterval: '500ms' },
  strategies: {
    omnicloud: { drainTimeout: '2m', nodeSoak: '1s', finalSoak: '2s' },
  },
  thresholds: { default: { mustLast: '3s' } },
};

/**
 * Starts the backend of a portal as it was installed, in production, with a cluster for it to upgrade. The
 * guest is one of the cluster's owners.
 */
export async function startPortal(
  portal: CreatedPortal,
  folder: string,
  cleanUps: CleanUps,
): Promise<BackendProcess> {
  const cluster = await runCluster({
    target: 'embedded',
    platform: platforms.omnicloud.simulated,
    speed: SPEED,
    onError: error => process.stderr.write(`The cluster: ${error}\n`),
  });
  cleanUps.add(() => cluster.stop());
  const { token, caPem } = cluster.connection;
  portal.placeCluster(CLUSTER, cluster.connection.url, caPem);
  const backend = new BackendProcess({
    root: portal.folder,
    port: await freePort(),
    folder,
    extent: 'portal',
    clusters: [],
    config: {
      upgrade: DURATIONS,
      auth: {
        providers: {
          guest: {
            ownershipEntityRefs: [OWNERS],
            dangerouslyAllowOutsideDevelopment: true,
          },
        },
      },
    },
    env: {
      // Stricter than development: the READMEs must lead to a portal that starts there.
      NODE_ENV: 'production',
      // What the READMEs take from the surroundings.
      PROD_EU_TOKEN: token,
      UPGRADE_SECRET: 'a secret of a portal that goes away',
    },
  });
  cleanUps.add(() => backend.stop());
  await backend.start();
  return backend;
}
