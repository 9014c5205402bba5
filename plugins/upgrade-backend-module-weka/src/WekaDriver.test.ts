import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterWorld,
  describeDriverContract,
  VirtualClock,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { createWekaDriver } from './WekaDriver';

const READY_LIMIT_MS = 300_000;

/** The embedded Weka cluster with its operator, in virtual time. */
async function startVirtualWeka(): Promise<ClusterWorld> {
  const clock = new VirtualClock();
  const cluster = startInProcessCluster({
    platform: 'weka',
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

describeDriverContract({
  driver: createWekaDriver({ versions: [] }),
  createWorld: startVirtualWeka,
  toVersion: '4.4.5.120-k8s.1',
  isVersionInImages: false,
  // Weka does not go back, which the suite's journey asks for.
  isJourneyMade: false,
});
