import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import { weka } from '@cluster-upgrade/platforms';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterWorld,
  VirtualClock,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';

const READY_LIMIT_MS = 300_000;

/** The embedded Weka cluster with its operator, in virtual time. */
export async function startVirtualWeka(
  variants: readonly string[] = [],
): Promise<ClusterWorld> {
  const clock = new VirtualClock();
  const cluster = startInProcessCluster({
    platform: weka.simulated,
    variants,
    clock,
    random: new SeededRandom(1),
  });
  await clock.advanceUntil(() => cluster.isSeeded(), READY_LIMIT_MS);
  return {
    cluster: cluster.client,
    clock,
    advance: durationMs => clock.advance(durationMs),
    async stop() {
      cluster.stop();
      await clock.advance(0);
    },
  };
}
