import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import {
  InProcessCluster,
  InProcessClusterOptions,
  startInProcessCluster,
} from '@cluster-upgrade/cluster-simulator';
import { omnicloud } from '../omnicloud';

const SEED_LIMIT_MS = 120_000;

/** A seeded cluster whose time a test moves. */
export interface VirtualCluster extends InProcessCluster {
  clock: VirtualClock;
  errors: unknown[];
}

/** Starts the OmniCloud cluster in virtual time and lets it become ready. */
export async function startVirtualCluster(
  options: Partial<InProcessClusterOptions> = {},
): Promise<VirtualCluster> {
  const clock = new VirtualClock();
  const errors: unknown[] = [];
  const cluster = startInProcessCluster({
    clock,
    random: new SeededRandom(7),
    platform: omnicloud.simulated,
    onError: error => errors.push(error),
    ...options,
  });
  await clock.advanceUntil(() => cluster.isSeeded(), SEED_LIMIT_MS);
  return { ...cluster, clock, errors };
}
