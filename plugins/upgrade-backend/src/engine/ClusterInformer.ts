import {
  ClusterChange,
  ClusterClient,
  ClusterWatcher,
  KubeObject,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { backoffMs } from './backoff';
import { BoundCluster, EnginePorts } from './EnginePorts';

/** How often everything is listed anew, in case a watch lies silent. */
const RELIST_MS = 30_000;

/** What was heard longer ago is no proof of anything: two lists have failed since. */
export const STALE_MS = 2 * RELIST_MS;

/**
 * Keeps an upgrade's cluster in sight: the present state of some resources, and a call at each change.
 * A cluster that can't be reached is tried again without end; `isStale` says so meanwhile.
 */
export class ClusterInformer {
  readonly #abort = new AbortController();
  #watcher: ClusterWatcher | undefined;
  #openedAtMs: number;
  #errors = 0;

  constructor(
    private readonly ports: EnginePorts,
    private readonly cluster: BoundCluster,
    readonly resources: readonly ResourceType[],
  ) {
    this.#openedAtMs = ports.clock.now();
  }

  /**
   * Begins to look. Call `close` when done.
   *
   * @param onChange - called for every change
   */
  async open(onChange: (change: ClusterChange) => void): Promise<void> {
    const { clusters, clock, random, logger, options } = this.ports;
    while (!this.#abort.signal.aborted && !this.#watcher) {
      try {
        this.#watch(await clusters.clientFor(this.cluster), onChange);
      } catch (error) {
        this.#errors += 1;
        logger.warn(`${this.cluster.clusterRef} can't be watched: ${error}`);
        await clock
          .sleep(backoffMs(this.#errors, options, random), this.#abort.signal)
          .catch(() => {});
      }
    }
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#watcher?.stop();
  }

  /** Undefined: not seen yet. */
  objects(resource: ResourceType): KubeObject[] | undefined {
    return this.#watcher?.lastHeardAtMs(resource) === undefined
      ? undefined
      : this.#watcher.objects(resource);
  }

  /** Whether nothing was heard about a resource for too long. */
  isStale(resource: ResourceType): boolean {
    const heardAtMs =
      this.#watcher?.lastHeardAtMs(resource) ?? this.#openedAtMs;
    return this.ports.clock.now() - heardAtMs > STALE_MS;
  }

  #watch(
    cluster: ClusterClient,
    onChange: (change: ClusterChange) => void,
  ): void {
    if (this.#abort.signal.aborted) {
      return;
    }
    const { clock, random, logger } = this.ports;
    this.#watcher = new ClusterWatcher({
      cluster,
      clock,
      random,
      resources: this.resources,
      relistIntervalMs: RELIST_MS,
      onError: (error, { plural }) =>
        logger.warn(
          `Watching ${plural} of ${this.cluster.clusterRef}: ${error}`,
        ),
    });
    this.#watcher.onChange(onChange);
    this.#watcher.start();
  }
}
