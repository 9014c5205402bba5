import { join } from 'node:path';
import {
  Clock,
  ClusterClient,
  KubeObject,
  Random,
} from '@cluster-upgrade/plugin-upgrade-node';
import { FaultSource, PodFault } from './faults/fault';
import { podFaultKind } from './faults/faultNames';
import { KubeletOptions, Kubelets } from './kubelet/Kubelets';
import { ContainerLog } from './kubelet/PodMoves';
import { startReconcilers } from './reconcile/startReconcilers';
import { applyManifests } from './seeds/applyManifests';
import { readManifests } from './seeds/readManifests';
import { replaceObjects } from './seeds/replaceObjects';
import { nodeReadiness, Readiness, workloadReadiness } from './seeds/readiness';
import { resizeSeed } from './seeds/resizeSeed';
import { SimulatedPlatform } from './SimulatedPlatform';

const READY_POLL_MS = 250;
const NAMES_SHOWN = 10;
const READY_LIMIT_MS = 5 * 60_000;
/** From here on heartbeats are rarer and people are told of trouble only. */
const LARGE_NODE_COUNT = 300;
const LARGE = {
  events: 'warnings',
  heartbeatIntervalMs: 30_000,
} as const satisfies Partial<KubeletOptions>;

/**
 * What is put into a cluster.
 *
 * @public
 */
export interface Population {
  /** What runs on it; absent: nothing but `objects`. */
  platform?: SimulatedPlatform;
  /** What to begin with; the manifests of the seed's folder unless told. */
  objects?: readonly KubeObject[];
  /** Delays of kubelets and operators are divided by it; 1 unless told. */
  speed?: number;
  /** Manifests to begin with; the platform's own unless told. */
  seedFolder?: string;
  /** Folders below `variants` of the seed, whose objects come in addition, or in place of those of the same name. */
  variants?: readonly string[];
  /** Number of machines; the seed's own unless told. */
  nodes?: number;
}

/** @internal */
export interface PopulationEnvironment {
  client: ClusterClient;
  clock: Clock;
  random: Random;
  faults: FaultSource;
  /** Ends the kubelets and operators. */
  signal: AbortSignal;
  /** Gives up the seeding. */
  seedSignal?: AbortSignal;
  log?: ContainerLog;
  onProgress: (message: string) => void;
  onError: (error: unknown) => void;
}

/**
 * How a cluster of this size is driven.
 *
 * @internal
 */
export function drivenAs({
  nodes = 0,
}: Population): Pick<KubeletOptions, 'events' | 'heartbeatIntervalMs'> {
  return nodes >= LARGE_NODE_COUNT ? LARGE : {};
}

/**
 * Brings a cluster to life through its API: kubelets for its nodes, the platform's operators, and the
 * seed. Resolves when all seeded workloads are ready.
 *
 * @throws when the seed is refused, or the workloads don't become ready
 * @internal
 */
export async function populateCluster(
  population: Population,
  environment: PopulationEnvironment,
): Promise<void> {
  const { platform, speed = 1 } = population;
  const { client, clock, random, signal, onError, faults, log } = environment;
  const shared = {
    client,
    clock,
    signal,
    onError,
    speed,
    ...drivenAs(population),
  };
  new Kubelets({ ...shared, random, faults, log }).start();
  startReconcilers(platform?.operators(speed) ?? [], shared);
  await seed(seedOf(population), environment);
  const readiness = platform?.readiness;
  if (readiness) {
    await untilReady('parts of the platform', environment, () =>
      readiness(client),
    );
  }
}

function seedOf(population: Population): readonly KubeObject[] {
  const { platform, nodes, objects = readSeed(population) } = population;
  return nodes
    ? resizeSeed(objects, nodes, platform?.applicationLabel)
    : objects;
}

function readSeed({
  platform,
  seedFolder = platform?.seedFolder,
  variants = [],
}: Population): KubeObject[] {
  if (seedFolder === undefined) {
    throw new Error('Say by which platform, folder or objects it begins');
  }
  return variants.reduce(
    (all, variant) =>
      replaceObjects(all, readManifests(join(seedFolder, 'variants', variant))),
    readManifests(seedFolder),
  );
}

/**
 * Makes an application fail once an upgrade of the platform reaches it.
 *
 * @throws when nothing is known of such a fault, or there is no platform to upgrade
 * @internal
 */
export async function applicationFault(
  { platform }: Population,
  client: ClusterClient,
  fault: string,
): Promise<PodFault> {
  const kind = podFaultKind(fault);
  if (!platform) {
    throw new Error(
      'No platform runs on this cluster, so no upgrade breaks it',
    );
  }
  return platform.applicationFault(client, kind);
}

async function seed(
  objects: readonly KubeObject[],
  environment: PopulationEnvironment,
): Promise<void> {
  const { client, clock, onProgress } = environment;
  onProgress(`Creating ${objects.length} objects`);
  await applyManifests(client, clock, objects.filter(isGround));
  // Pods created before the nodes are ready would all land on the first one that is.
  await untilReady('nodes', environment, () => nodeReadiness(client));
  await applyManifests(client, clock, objects);
  await untilReady('workloads', environment, () => workloadReadiness(client));
}

function isGround(object: KubeObject): boolean {
  return ['Namespace', 'Node'].includes(object.kind);
}

async function untilReady(
  what: string,
  { clock, onProgress, seedSignal }: PopulationEnvironment,
  look: () => Promise<Readiness>,
): Promise<void> {
  const giveUpAtMs = clock.now() + READY_LIMIT_MS;
  let reported = '';
  for (;;) {
    const startedAtMs = clock.now();
    const { total, unready } = await look();
    if (unready.length === 0) {
      onProgress(`All ${total} ${what} are ready`);
      return;
    }
    const message = `${total - unready.length} of ${total} ${what} are ready`;
    if (message !== reported) {
      onProgress(message);
      reported = message;
    }
    if (clock.now() > giveUpAtMs) {
      throw new Error(
        `Some ${what} are not ready after ${
          READY_LIMIT_MS / 1000
        } s: ${listed(unready)}; look at them with kubectl describe`,
      );
    }
    // On a large cluster a look takes a while, and must not be all that happens there.
    const lookedMs = clock.now() - startedAtMs;
    await clock.sleep(Math.max(READY_POLL_MS, 4 * lookedMs), seedSignal);
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
