import { setMaxListeners } from 'node:events';
import {
  createSimulatedCluster,
  PodFault,
  PodFaults,
} from '@cluster-upgrade/cluster-simulator';
/* eslint-disable @backstage/no-relative-monorepo-imports -- the simulator's public entry runs its parts by the machine's clock only */
import { builtinDefinitions } from '../../../../packages/cluster-simulator/src/apiserver/resources/builtinResources';
import { startControllers } from '../../../../packages/cluster-simulator/src/controllers/startControllers';
import { Kubelets } from '../../../../packages/cluster-simulator/src/kubelet/Kubelets';
import { applyManifests } from '../../../../packages/cluster-simulator/src/seeds/applyManifests';
import {
  nodeReadiness,
  workloadReadiness,
} from '../../../../packages/cluster-simulator/src/seeds/readiness';
/* eslint-enable @backstage/no-relative-monorepo-imports */
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
  faults,
}: VirtualClusterOptions): Promise<ClusterWorld> {
  const world = createApi();
  const { cluster: client, clock } = world;
  const errors: unknown[] = [];
  const environment = {
    client,
    clock,
    random: new SeededRandom(1),
    signal: world.signal,
    onError: (error: unknown) => errors.push(error),
  };
  startControllers({ ...environment, builtinResources: builtinDefinitions() });
  new Kubelets({ ...environment, faults: new PodFaults(faults) }).start();
  try {
    await seed(world, objects);
  } catch (error) {
    throw new Error(
      `The cluster did not get ready: ${(error as Error).message}. Its parts said: ${
        errors.join('; ') || 'nothing'
      }`,
      { cause: error },
    );
  }
  await prepare?.(world);
  await clock.advance(1_000);
  return world;
}

async function seed(
  { cluster, clock }: ApiWorld,
  objects: readonly KubeObject[],
): Promise<void> {
  const isGround = ({ kind }: KubeObject) =>
    kind === 'Node' || kind === 'Namespace';
  await applyManifests(cluster, clock, objects.filter(isGround));
  // Pods created before the nodes are ready would all land on the first one that is.
  await clock.advanceUntil(
    async () => (await nodeReadiness(cluster)).unready.length === 0,
    READY_LIMIT_MS,
  );
  await applyManifests(cluster, clock, objects);
  await clock.advanceUntil(
    async () => (await workloadReadiness(cluster)).unready.length === 0,
    READY_LIMIT_MS,
  );
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
  const world = createApi();
  await applyManifests(world.cluster, world.clock, objects);
  await prepare?.(world);
  return world;
}

interface ApiWorld extends ClusterWorld {
  clock: VirtualClock;
  signal: AbortSignal;
}

function createApi(): ApiWorld {
  const clock = new VirtualClock();
  const cluster = createSimulatedCluster({
    clock,
    random: new SeededRandom(1),
  });
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  return {
    cluster: cluster.client(),
    clock,
    signal: ending.signal,
    advance: durationMs => clock.advance(durationMs),
    async stop() {
      ending.abort();
      await clock.advance(0);
    },
  };
}
