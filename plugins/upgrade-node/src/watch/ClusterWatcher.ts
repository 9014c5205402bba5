import { Clock } from '../ports/Clock';
import { ClusterClient } from '../ports/ClusterClient';
import { KubeObject, ResourceType } from '../ports/KubeObject';
import { Random } from '../ports/Random';
import { ClusterChange } from './ResourceCache';
import { ResourceWatch } from './ResourceWatch';

/** @public */
export interface ClusterWatcherOptions {
  cluster: ClusterClient;
  clock: Clock;
  random: Random;
  resources: readonly ResourceType[];
  /**
   * How often everything is listed again, in case a watch lies silent; 60 s unless told.
   */
  relistIntervalMs?: number;
  /** Receives what went wrong and is tried again. */
  onError?: (error: unknown, resource: ResourceType) => void;
}

const RELIST_INTERVAL_MS = 60_000;

/**
 * Keeps the present state of some resources at hand and says what changes in them.
 *
 * Each resource is listed, then watched from there. A watch that ends is taken up again where it was;
 * one that is too old (410), or failed, begins with a list anew, after a growing delay. Besides, a list
 * is compared from time to time: a watch that keeps silent although things change is replaced. A
 * cluster that allows no watch is followed by those lists alone.
 *
 * @public
 */
export class ClusterWatcher {
  readonly #watches: Map<ResourceType, ResourceWatch>;
  readonly #listeners = new Set<(change: ClusterChange) => void>();
  #isStarted = false;

  constructor(options: ClusterWatcherOptions) {
    const { resources, onError = () => {} } = options;
    this.#watches = new Map(
      resources.map(resource => [
        resource,
        new ResourceWatch({
          cluster: options.cluster,
          clock: options.clock,
          random: options.random,
          resource,
          relistIntervalMs: options.relistIntervalMs ?? RELIST_INTERVAL_MS,
          onChanges: changes => this.#emit(changes),
          onError: error => onError(error, resource),
        }),
      ]),
    );
  }

  /** Begins to watch. Call `stop` when done. */
  start(): void {
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#watches.forEach(watch => watch.start());
    }
  }

  /** Ends all requests; resolves when none is under way. */
  async stop(): Promise<void> {
    await Promise.all([...this.#watches.values()].map(watch => watch.stop()));
  }

  /**
   * Calls `listener` for every change, the objects of the first list included.
   *
   * @returns ends it
   */
  onChange(listener: (change: ClusterChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when every resource was listed once. */
  async whenSynced(): Promise<void> {
    await Promise.all(
      [...this.#watches.values()].map(watch => watch.whenSynced),
    );
  }

  /**
   * The last seen objects of a resource.
   *
   * @throws Error when the resource is not among those watched
   */
  objects<T extends KubeObject = KubeObject>(resource: ResourceType): T[] {
    return this.#watch(resource).objects() as T[];
  }

  /**
   * When the cluster last said something about a resource, in epoch ms; undefined before the first
   * list. What was seen longer ago than two intervals of listing is no proof of health.
   */
  lastHeardAtMs(resource: ResourceType): number | undefined {
    return this.#watch(resource).lastHeardAtMs;
  }

  #watch(resource: ResourceType): ResourceWatch {
    const watch = this.#watches.get(resource) ?? this.#sameType(resource);
    if (!watch) {
      throw new Error(
        `${resource.plural} are not watched; name them in the watcher's resources`,
      );
    }
    return watch;
  }

  #sameType({ group, plural }: ResourceType): ResourceWatch | undefined {
    const found = [...this.#watches.keys()].find(
      candidate => candidate.group === group && candidate.plural === plural,
    );
    return found && this.#watches.get(found);
  }

  #emit(changes: readonly ClusterChange[]): void {
    for (const change of changes) {
      this.#listeners.forEach(listener => listener(change));
    }
  }
}
