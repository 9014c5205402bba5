import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import { omnicloud } from '@cluster-upgrade/platforms';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterWorld,
  VirtualClock,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';

const READY_LIMIT_MS = 300_000;

/** A world whose time a test moves. */
export interface VirtualWorld extends ClusterWorld {
  clock: VirtualClock;
}

/**
 * The embedded OmniCloud cluster with everything in it, in virtual time.
 *
 * @param prepare - makes the situation in which the test begins
 */
export async function startVirtualOmniCloud(
  prepare?: (world: VirtualWorld) => Promise<void>,
): Promise<ClusterWorld> {
  const clock = new VirtualClock();
  const cluster = startInProcessCluster({
    platform: omnicloud.simulated,
    clock,
    random: new SeededRandom(1),
  });
  await clock.advanceUntil(() => cluster.isSeeded(), READY_LIMIT_MS);
  const world: VirtualWorld = {
    cluster: cluster.client,
    clock,
    advance: durationMs => clock.advance(durationMs),
    async stop() {
      cluster.stop();
      await clock.advance(0);
    },
  };
  await prepare?.(world);
  await clock.advance(1_000);
  return world;
}
