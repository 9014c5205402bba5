import { Clock } from '../ports/Clock';
import { ClusterApiError, isApiError } from '../ports/ClusterApiError';
import { ClusterClient } from '../ports/ClusterClient';
import { KubeObject, ResourceType, WatchEvent } from '../ports/KubeObject';
import { Random } from '../ports/Random';
import { ClusterChange, ResourceCache, versionsOf } from './ResourceCache';
import { listAll } from '../cluster/RestClusterClient';
import { RetryDelay } from './RetryDelay';
import { untilAborted } from './untilAborted';

/** @internal */
export interface ResourceWatchOptions {
  cluster: ClusterClient;
  clock: Clock;
  random: Random;
  resource: ResourceType;
  relistIntervalMs: number;
  onChanges: (changes: readonly ClusterChange[]) => void;
  onError: (error: unknown) => void;
}

/** Servers close watches by themselves, so that load spreads; asking keeps them from doing it sooner. */
const WATCH_TIMEOUT_SECONDS = 300;

/** A watch that ends sooner, again and again, is one that fails politely. */
const SHORT_WATCH_MS = 1_000;

/** How far a watch may lag behind a list before it counts as silent. */
const WATCH_LAG_MS = 5_000;

/** The watch kept silent while things changed. */
class SilentWatchError extends Error {
  override readonly name = 'SilentWatchError';
}

/**
 * Follows one resource. It is either listing or watching:
 *
 * - listing: from the start, and after every error, 410 included, when a growing delay has passed. A
 *   complete list leads to watching; an account that may not watch stays here, with a list every
 *   `relistIntervalMs`.
 * - watching: from the list's version. A plain end leads to the next watch from the last version seen.
 *   Beside it, a list is compared every `relistIntervalMs`: a watch that missed something is ended, and
 *   listing follows.
 *
 * `stop` ends it in either.
 *
 * @internal
 */
export class ResourceWatch {
  readonly whenSynced: Promise<void>;
  lastHeardAtMs: number | undefined;

  readonly #options: ResourceWatchOptions;
  readonly #cache: ResourceCache;
  readonly #delay: RetryDelay;
  readonly #ending = new AbortController();
  #isWatchRefused = false;
  #reportSynced!: () => void;
  #run: Promise<unknown> | undefined;

  constructor(options: ResourceWatchOptions) {
    this.#options = options;
    this.#cache = new ResourceCache(options.resource);
    this.#delay = new RetryDelay(options.random);
    this.whenSynced = new Promise(resolve => {
      this.#reportSynced = resolve;
    });
  }

  start(): void {
    this.#run ??= this.#follow();
  }

  async stop(): Promise<void> {
    this.#ending.abort(new Error('The watcher was stopped'));
    await this.#run;
  }

  objects(): KubeObject[] {
    return this.#cache.list();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await this.#listAndWatch();
      } catch (error) {
        if (!signal.aborted) {
          await this.#recover(error);
        }
      }
    }
  }

  async #listAndWatch(): Promise<void> {
    const { clock, relistIntervalMs } = this.#options;
    let resourceVersion = await this.#list();
    this.#reportSynced();
    while (resourceVersion !== undefined && !this.#isWatchRefused) {
      const beganAtMs = clock.now();
      resourceVersion = await this.#watch(resourceVersion);
      if (clock.now() - beganAtMs < SHORT_WATCH_MS) {
        await clock.sleep(this.#delay.nextMs(), this.#ending.signal);
      } else {
        this.#delay.reset();
      }
    }
    await clock.sleep(relistIntervalMs, this.#ending.signal);
  }

  /** Answers with the version that the list is of; undefined when the cluster has no such resource. */
  async #list(): Promise<string | undefined> {
    const { cluster, resource } = this.#options;
    try {
      const list = await listAll(cluster, resource, {
        signal: this.#ending.signal,
      });
      this.#heard(this.#cache.replace(list.items));
      return list.metadata.resourceVersion;
    } catch (error) {
      if (!isApiError(error, 404)) {
        throw error;
      }
      this.#heard(this.#cache.replace([]));
      return undefined;
    }
  }

  /** One watch; answers with the version to go on from when it came to its end. */
  async #watch(from: string): Promise<string> {
    const { cluster, resource } = this.#options;
    // Ends with the watcher, or alone when the watch lies.
    const ending = new AbortController();
    const end = () => ending.abort(this.#ending.signal.reason);
    this.#ending.signal.addEventListener('abort', end, { once: true });
    this.#compareRepeatedly(ending);
    let version = from;
    try {
      const events = cluster.watch(resource, {
        resourceVersion: from,
        timeoutSeconds: WATCH_TIMEOUT_SECONDS,
        signal: ending.signal,
      });
      for await (const event of untilAborted(events, ending.signal)) {
        version = event.object.metadata.resourceVersion ?? version;
        this.#heard(this.#applied(event));
      }
      return version;
    } catch (error) {
      this.#isWatchRefused = isRefusal(error);
      throw error;
    } finally {
      ending.abort(new Error('The watch has ended'));
      this.#ending.signal.removeEventListener('abort', end);
    }
  }

  #applied(event: WatchEvent): ClusterChange[] {
    switch (event.type) {
      case 'ADDED':
      case 'MODIFIED':
        return this.#cache.put(event.object);
      case 'DELETED':
        return this.#cache.remove(event.object);
      default:
        return [];
    }
  }

  #heard(changes: readonly ClusterChange[]): void {
    this.lastHeardAtMs = this.#options.clock.now();
    if (changes.length > 0) {
      this.#options.onChanges(changes);
    }
  }

  /** Looks from time to time whether the watch has missed something, and ends it then. */
  async #compareRepeatedly(ending: AbortController): Promise<void> {
    const { clock, relistIntervalMs, onError, resource } = this.#options;
    const { signal } = ending;
    while (!signal.aborted) {
      try {
        await clock.sleep(relistIntervalMs, signal);
        if (await this.#isWatchBehind(signal)) {
          ending.abort(
            new SilentWatchError(
              `The watch of ${resource.plural} missed changes; it is begun anew`,
            ),
          );
        }
      } catch (error) {
        if (!signal.aborted) {
          onError(error);
        }
      }
    }
  }

  /**
   * Whether the watch has still said nothing about something that a list showed `WATCH_LAG_MS` ago.
   * Compares for equality only: versions are opaque.
   */
  async #isWatchBehind(signal: AbortSignal): Promise<boolean> {
    const { cluster, clock, resource } = this.#options;
    const before = this.#cache.versions();
    const list = await listAll(cluster, resource, { signal });
    const listed = versionsOf(list.items);
    this.lastHeardAtMs = clock.now();
    const unsaid = [...new Set([...before.keys(), ...listed.keys()])].filter(
      key => before.get(key) !== listed.get(key),
    );
    if (unsaid.length === 0) {
      return false;
    }
    await clock.sleep(WATCH_LAG_MS, signal);
    const after = this.#cache.versions();
    return unsaid.some(key => after.get(key) === before.get(key));
  }

  async #recover(error: unknown): Promise<void> {
    const { clock, onError } = this.#options;
    if (error instanceof SilentWatchError) {
      onError(error);
      return;
    }
    // A version that is too old is how a long watch ends, no fault.
    if (!isApiError(error, 410)) {
      onError(error);
    }
    const askedMs =
      error instanceof ClusterApiError ? error.retryAfterMs : undefined;
    try {
      await clock.sleep(this.#delay.nextMs(askedMs), this.#ending.signal);
    } catch (stopped) {
      // Only `stop` ends this sleep, and the loop sees it.
      if (!this.#ending.signal.aborted) {
        throw stopped;
      }
    }
  }
}

/** The account may list but not watch, or the server doesn't offer it. */
function isRefusal(error: unknown): boolean {
  return isApiError(error, 403) || isApiError(error, 405);
}
