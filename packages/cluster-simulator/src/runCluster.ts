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
import { podFaultKind } from './faults/faultNames';
import { PodFaults } from './faults/PodFaults';
import { KubeletOptions, Kubelets } from './kubelet/Kubelets';
import { simulatedPlatform, startOperators } from './operators/startOperators';
import { applyManifests } from './seeds/applyManifests';
import { readManifests } from './seeds/readManifests';
import { resizeSeed } from './seeds/resizeSeed';
import { nodeReadiness, Readiness, workloadReadiness } from './seeds/readiness';

const READY_POLL_MS = 250;
const READY_LIMIT_MS = 5 * 60_000;
/** From here on heartbeats are rarer and people are told of trouble only. */
const LARGE_NODE_COUNT = 300;
const LARGE = {
  events: 'warnings',
  heartbeatIntervalMs: 30_000,
} as const satisfies Partial<KubeletOptions>;
/** Fixed, so that two runs differ only in what was done to them. */
const RANDOM_SEED = 1;

/** @public */
export interface RunClusterOptions {
  /** Our API server and controllers in this process, or upstream's own control plane. */
  target: 'embedded' | 'real';
  /** Name of a simulated platform, for example `omnicloud`. */
  platform: string;
  /** Port of the API server; absent: a free one. */
  port?: number;
  /** Where to write the kubeconfig. */
  kubeconfigFile?: string;
  /** Delays of kubelets and operators are divided by it; 1 unless told. */
  speed?: number;
  /** Manifests to begin with; the platform's own unless told. */
  seedFolder?: string;
  /** Number of machines; the seed's own unless told. */
  nodes?: number;
  /** Faults from the start. */
  faults?: readonly PodFault[];
  /** Receives what happens, for people. */
  onProgress?: (message: string) => void;
  /** Receives what went wrong and is tried again. */
  onError?: (error: unknown) => void;
  /** Gives up a start that is under way. */
  signal?: AbortSignal;
}

/** @public */
export interface RunningConnection {
  url: string;
  token: string;
  /** PEM of the authority that signed the server's certificate; absent without TLS. */
  caPem?: string;
}

/**
 * A cluster that runs.
 *
 * @public
 */
export interface RunningCluster {
  url: string;
  client: ClusterClient;
  /** How to reach it as its administrator. */
  connection: RunningConnection;
  /** A kubeconfig for the administrator. */
  kubeconfig(): string;
  /** Faults of pods and nodes, to be set and taken away. */
  faults: PodFaults;
  /**
   * Makes an application fail as soon as the upgrade of the platform reaches a machine that it runs
   * on: `crash-loop`, `image-pull`, `failing-probe`, `slow-start` or `stuck-termination`.
   */
  breakApplication(fault: string): Promise<void>;
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
  const platform = simulatedPlatform(options.platform);
  const clock = new SystemClock();
  const progress = options.onProgress ?? (() => {});
  const scale: Partial<KubeletOptions> =
    (options.nodes ?? 0) >= LARGE_NODE_COUNT ? LARGE : {};
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
    events: scale.events,
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
      events: scale.events,
      onError,
    };
    new Kubelets({
      ...shared,
      random: new SeededRandom(RANDOM_SEED),
      faults,
      heartbeatIntervalMs: scale.heartbeatIntervalMs,
      log: target.log,
    }).start();
    startOperators(platform, shared);
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
    connection: target.connection,
    kubeconfig: () => target.kubeconfig(),
    faults,
    async breakApplication(fault) {
      faults.set(
        await platform.applicationFault(target.client, podFaultKind(fault)),
      );
    },
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
  const { nodes, signal } = options;
  const seeded = await readManifests(folder);
  const manifests = nodes ? resizeSeed(seeded, nodes) : seeded;
  progress(`Creating ${manifests.length} objects`);
  await applyManifests(client, clock, manifests.filter(isGround));
  // Pods created before the nodes are ready would all land on the first one that is.
  await untilReady(clock, progress, 'nodes', signal, () =>
    nodeReadiness(client),
  );
  await applyManifests(client, clock, manifests);
  await untilReady(clock, progress, 'workloads', signal, () =>
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
  signal: AbortSignal | undefined,
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
    await clock.sleep(READY_POLL_MS, signal);
  }
}
