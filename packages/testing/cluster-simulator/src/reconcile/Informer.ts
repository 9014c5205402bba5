import {
  Clock,
  ClusterClient,
  isApiError,
  ResourceType,
  listAll,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ObjectCache } from './ObjectCache';

const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5_000;
/** A server that ends each watch at once must not be asked in a tight loop. */
const REWATCH_PAUSE_MS = 20;

/**
 * Keeps a cache equal to one resource of the cluster: list, then watch from there; after a broken
 * watch it goes on where it was, after 410 it lists again.
 *
 * @internal
 */
export class Informer {
  readonly cache = new ObjectCache();
  readonly #client: ClusterClient;
  readonly #clock: Clock;
  readonly #resource: ResourceType;
  readonly #onError: (error: unknown) => void;
  #isSynced = false;
  #resolveSynced!: () => void;
  readonly #synced = new Promise<void>(resolve => {
    this.#resolveSynced = resolve;
  });

  constructor(options: {
    client: ClusterClient;
    clock: Clock;
    resource: ResourceType;
    onError: (error: unknown) => void;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#resource = options.resource;
    this.#onError = options.onError;
  }

  /** Resolves after the first complete list. */
  whenSynced(): Promise<void> {
    return this.#synced;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    let resourceVersion: string | undefined;
    let failures = 0;
    while (!signal.aborted) {
      try {
        resourceVersion ??= await this.#relist(signal);
        for await (const event of this.#client.watch(this.#resource, {
          resourceVersion,
          signal,
        })) {
          failures = 0;
          resourceVersion = event.object.metadata.resourceVersion;
          this.cache.apply(event);
        }
        await this.#pause(REWATCH_PAUSE_MS, signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (isApiError(error, 410)) {
          resourceVersion = undefined;
        } else {
          this.#onError(error);
        }
        failures += 1;
        await this.#pause(
          Math.min(RETRY_FIRST_MS * 2 ** (failures - 1), RETRY_MAX_MS),
          signal,
        );
      }
    }
  }

  async #relist(signal: AbortSignal): Promise<string> {
    const list = await listAll(this.#client, this.#resource, { signal });
    this.cache.replace(list.items, list.metadata.resourceVersion);
    this.#isSynced = true;
    this.#resolveSynced();
    return list.metadata.resourceVersion;
  }

  async #pause(durationMs: number, signal: AbortSignal): Promise<void> {
    // An abort during the pause only ends the loop.
    await this.#clock.sleep(durationMs, signal).catch(() => undefined);
  }
}
