import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Clock,
  ClusterClient,
  KubeObject,
  SeededRandom,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { startEmbeddedTarget, startRealTarget } from './clusterTarget';
import { PodFault } from './faults/fault';
import { PodFaults } from './faults/PodFaults';
import { Kubelets } from './kubelet/Kubelets';
import { SimulatedPlatform, startOperators } from './operators/startOperators';
import { applyManifests } from './seeds/applyManifests';
import { readManifests } from './seeds/readManifests';
import { nodeReadiness, Readiness, workloadReadiness } from './seeds/readiness';

const READY_POLL_MS = 250;
const READY_LIMIT_MS = 5 * 60_000;
/** Fixed, so that two runs differ only in what was done to them. */
const RANDOM_SEED = 1;

/** @public */
export interface RunClusterOptions {
  /** Our API server and controllers in this process, or upstream's own control plane. */
  target: 'embedded' | 'real';
  platform: SimulatedPlatform;
  /** Port of the API server; absent: a free one. */
  port?: number;
  /** Where to write the kubeconfig. */
  kubeconfigFile?: string;
  /** Delays of kubelets and operators are divided by it; 1 unless told. */
  speed?: number;
  /** Manifests to begin with; the platform's own unless told. */
  seedFolder?: string;
  /** Faults from the start. */
  faults?: readonly PodFault[];
  /** Receives what happens, for people. */
  onProgress?: (message: string) => void;
  /** Receives what went wrong and is tried again. */
  onError?: (error: unknown) => void;
}

/**
 * A cluster that runs.
 *
 * @public
 */
export interface RunningCluster {
  url: string;
  client: ClusterClient;
  /** A kubeconfig for the administrator. */
  kubeconfig(): string;
  /** Faults of pods and nodes, to be set and taken away. */
  faults: PodFaults;
  /** Rejects if the cluster ever ends without having been stopped. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

/**
 * Starts a cluster of the platform with everything in it; resolves when all seeded workloads are
 * ready.
 *
 * @throws when the port is taken, the seed is refused, or the workloads don't become ready
 * @public
 */
export async function runCluster(
  options: RunClusterOptions,
): Promise<RunningCluster> {
  const clock = new SystemClock();
  const progress = options.onProgress ?? (() => {});
  const ending = new AbortController();
  // Everything in the cluster listens to this one signal.
  setMaxListeners(0, ending.signal);
  const faults = new PodFaults(options.faults);
  const onError = options.onError ?? (() => {});
  const startTarget =
    options.target === 'real' ? startRealTarget : startEmbeddedTarget;
  const target = await startTarget({
    clock,
    port: options.port,
    signal: ending.signal,
    onProgress: progress,
    onError,
  });
  // Whoever does not look at it must not be ended by it.
  target.failed.catch(() => undefined);
  const stop = async () => {
    ending.abort();
    await target.stop();
  };
  try {
    const shared = {
      client: target.client,
      clock,
      signal: ending.signal,
      speed: options.speed,
      onError,
    };
    new Kubelets({
      ...shared,
      random: new SeededRandom(RANDOM_SEED),
      faults,
    }).start();
    startOperators(options.platform, shared);
    await seed(target.client, clock, options, progress);
    if (options.kubeconfigFile) {
      await writeFile(options.kubeconfigFile, target.kubeconfig(), {
        mode: 0o600,
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: target.url,
    client: target.client,
    kubeconfig: () => target.kubeconfig(),
    faults,
    failed: target.failed,
    stop,
  };
}

async function seed(
  client: ClusterClient,
  clock: Clock,
  options: RunClusterOptions,
  progress: (message: string) => void,
): Promise<void> {
  const folder =
    options.seedFolder ?? join(__dirname, 'seeds', options.platform);
  const manifests = await readManifests(folder);
  progress(`Creating ${manifests.length} objects`);
  await applyManifests(client, clock, manifests.filter(isGround));
  // Pods created before the nodes are ready would all land on the first one that is.
  await untilReady(clock, progress, 'nodes', () => nodeReadiness(client));
  await applyManifests(client, clock, manifests);
  await untilReady(clock, progress, 'workloads', () =>
    workloadReadiness(client),
  );
}

function isGround(object: KubeObject): boolean {
  return ['Namespace', 'Node'].includes(object.kind);
}

async function untilReady(
  clock: Clock,
  progress: (message: string) => void,
  what: string,
  look: () => Promise<Readiness>,
): Promise<void> {
  const giveUpAtMs = clock.now() + READY_LIMIT_MS;
  let reported = '';
  for (;;) {
    const { total, unready } = await look();
    if (unready.length === 0) {
      progress(`All ${total} ${what} are ready`);
      return;
    }
    const message = `${total - unready.length} of ${total} ${what} are ready`;
    if (message !== reported) {
      progress(message);
      reported = message;
    }
    if (clock.now() > giveUpAtMs) {
      throw new Error(
        `Some ${what} are not ready after ${
          READY_LIMIT_MS / 1000
        } s: ${unready.join(', ')}; look at them with kubectl describe`,
      );
    }
    await clock.sleep(READY_POLL_MS);
  }
}
