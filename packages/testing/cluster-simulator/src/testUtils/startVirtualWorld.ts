import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterWorld,
  VirtualClock,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Population } from '../populateCluster';
import { startInProcessCluster } from '../startInProcessCluster';

const READY_LIMIT_MS = 300_000;
const SETTLING_MS = 1_000;

/** A world whose time a test moves. */
export interface VirtualWorld extends ClusterWorld {
  clock: VirtualClock;
}

/**
 * An embedded cluster of a platform with everything in it, in virtual time, for the contracts of drivers and
 * steps: it stands still between two calls of `advance`, and is the same each time.
 *
 * @param prepare - makes the situation in which the test begins
 */
export async function startVirtualWorld(
  population: Population,
  prepare?: (world: VirtualWorld) => Promise<void>,
): Promise<VirtualWorld> {
  const clock = new VirtualClock();
  const cluster = startInProcessCluster({
    ...population,
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
  await clock.advance(SETTLING_MS);
  return world;
}
