import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createSimulatedCluster } from '@cluster-upgrade/cluster-simulator';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterWorld,
  VirtualClock,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
// The simulator's public entry runs its parts by the machine's clock only.
/* eslint-disable @backstage/no-relative-monorepo-imports */
import { builtinDefinitions } from '../../../../packages/cluster-simulator/src/apiserver/resources/builtinResources';
import { startControllers } from '../../../../packages/cluster-simulator/src/controllers/startControllers';
import { Kubelets } from '../../../../packages/cluster-simulator/src/kubelet/Kubelets';
import {
  simulatedPlatform,
  startOperators,
} from '../../../../packages/cluster-simulator/src/operators/startOperators';
import { applyManifests } from '../../../../packages/cluster-simulator/src/seeds/applyManifests';
import { readManifests } from '../../../../packages/cluster-simulator/src/seeds/readManifests';
import {
  nodeReadiness,
  workloadReadiness,
} from '../../../../packages/cluster-simulator/src/seeds/readiness';
/* eslint-enable @backstage/no-relative-monorepo-imports */

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
  const random = new SeededRandom(1);
  const client = createSimulatedCluster({ clock, random }).client();
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const environment = {
    client,
    clock,
    random,
    signal: ending.signal,
    onError: () => {},
  };
  startControllers({ ...environment, builtinResources: builtinDefinitions() });
  new Kubelets(environment).start();
  startOperators(simulatedPlatform('omnicloud'), environment);
  const manifests = await readManifests(
    join(
      resolvePackagePath('@cluster-upgrade/cluster-simulator'),
      'src/seeds/omnicloud',
    ),
  );
  const ground = manifests.filter(({ kind }) =>
    ['Namespace', 'Node'].includes(kind),
  );
  await applyManifests(client, clock, ground);
  await clock.advanceUntil(
    async () => (await nodeReadiness(client)).unready.length === 0,
    READY_LIMIT_MS,
  );
  await applyManifests(client, clock, manifests);
  await clock.advanceUntil(
    async () => (await workloadReadiness(client)).unready.length === 0,
    READY_LIMIT_MS,
  );
  const world: VirtualWorld = {
    cluster: client,
    clock,
    advance: durationMs => clock.advance(durationMs),
    async stop() {
      ending.abort();
      await clock.advance(0);
    },
  };
  await prepare?.(world);
  await clock.advance(1_000);
  return world;
}
