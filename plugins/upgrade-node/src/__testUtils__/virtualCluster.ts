import {
  applyManifests,
  createSimulatedCluster,
  PodFault,
  startInProcessCluster,
} from '@cluster-upgrade/cluster-simulator';
import { KubeObject } from '../ports/KubeObject';
import { SeededRandom } from '../ports/SeededRandom';
import { ClusterWorld } from '../testUtils/trials/ClusterWorld';
import { VirtualClock } from '../testUtils/VirtualClock';

const READY_LIMIT_MS = 300_000;

/**
 * What a cluster begins with.
 *
 * @internal
 */
export interface VirtualClusterOptions {
  objects: readonly KubeObject[];
  /** Makes the situation in which the test begins. */
  prepare?: (world: ClusterWorld) => Promise<void>;
  /** What goes wrong with pods. */
  faults?: readonly PodFault[];
}

/**
 * The embedded cluster with its controllers and kubelets, in virtual time: it stands still between two
 * calls of `advance`.
 *
 * @internal
 */
export async function startVirtualCluster({
  objects,
  prepare,
  faults = [],
}: VirtualClusterOptions): Promise<ClusterWorld> {
  const clock = new VirtualClock();
  const errors: unknown[] = [];
  const embedded = startInProcessCluster({
    objects,
    clock,
    random: new SeededRandom(1),
    onError: error => errors.push(error),
  });
  faults.forEach(fault => embedded.faults.pods.set(fault));
  try {
    await clock.advanceUntil(() => embedded.isSeeded(), READY_LIMIT_MS);
  } catch (error) {
    throw new Error(
      `The cluster did not get ready: ${(error as Error).message}. Its parts said: ${
        errors.join('; ') || 'nothing'
      }`,
      { cause: error },
    );
  }
  const world: ClusterWorld = {
    cluster: embedded.client,
    clock,
    advance: durationMs => clock.advance(durationMs),
    async stop() {
      embedded.stop();
      await clock.advance(0);
    },
  };
  await prepare?.(world);
  await clock.advance(1_000);
  return world;
}

/**
 * The API alone: objects are what they are said to be, and nobody acts on them.
 *
 * @internal
 */
export async function startStillCluster({
  objects,
  prepare,
}: VirtualClusterOptions): Promise<ClusterWorld> {
  const clock = new VirtualClock();
  const cluster = createSimulatedCluster({
    clock,
    random: new SeededRandom(1),
  }).client();
  const world: ClusterWorld = {
    cluster,
    clock,
    advance: durationMs => clock.advance(durationMs),
    stop: () => clock.advance(0),
  };
  await applyManifests(cluster, clock, objects);
  await prepare?.(world);
  return world;
}
