import {
  Clock,
  ClusterClient,
  KubeObject,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Informer } from './Informer';
import { keyOf, ObjectCache } from './ObjectCache';

/** @internal */
export function resourceId(resource: ResourceType): string {
  return resource.group
    ? `${resource.plural}.${resource.group}`
    : resource.plural;
}

/**
 * One shared, always current copy of the resources that somebody asked for.
 *
 * @internal
 */
export class ClusterView {
  readonly #informersById = new Map<string, Informer>();
  readonly #runningById = new Map<string, AbortController>();
  readonly #client: ClusterClient;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #onError: (error: unknown) => void;

  constructor(options: {
    client: ClusterClient;
    clock: Clock;
    signal: AbortSignal;
    onError: (error: unknown) => void;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#signal = options.signal;
    this.#onError = options.onError;
  }

  nowMs(): number {
    return this.#clock.now();
  }

  /** The resource's cache; starts to watch it at the first call. */
  cache(resource: ResourceType): ObjectCache {
    return this.#informer(resource).cache;
  }

  get<T extends KubeObject>(
    resource: ResourceType,
    key: string | { name: string; namespace?: string },
  ): T | undefined {
    return this.cache(resource).get(
      typeof key === 'string' ? key : keyOf(key),
    ) as T | undefined;
  }

  list<T extends KubeObject>(resource: ResourceType): T[] {
    return this.cache(resource).list() as T[];
  }

  inNamespace<T extends KubeObject>(
    resource: ResourceType,
    namespace: string,
  ): T[] {
    return this.cache(resource).by('namespace', namespace) as T[];
  }

  /** Objects that name the uid among their owners. */
  ownedBy<T extends KubeObject>(resource: ResourceType, uid: string): T[] {
    return this.cache(resource).by('owner', uid) as T[];
  }

  onNode<T extends KubeObject>(resource: ResourceType, nodeName: string): T[] {
    return this.cache(resource).by('node', nodeName) as T[];
  }

  async whenSynced(resource: ResourceType): Promise<void> {
    await this.#informer(resource).whenSynced();
  }

  isSynced(resource: ResourceType): boolean {
    return this.#informer(resource).isSynced;
  }

  /** Stops watching a resource that is no longer served. */
  forget(resource: ResourceType): void {
    const id = resourceId(resource);
    this.#runningById.get(id)?.abort();
    this.#runningById.delete(id);
    this.#informersById.delete(id);
  }

  #informer(resource: ResourceType): Informer {
    const id = resourceId(resource);
    const present = this.#informersById.get(id);
    if (present) {
      return present;
    }
    const informer = new Informer({
      client: this.#client,
      clock: this.#clock,
      resource,
      onError: this.#onError,
    });
    const running = new AbortController();
    this.#informersById.set(id, informer);
    this.#runningById.set(id, running);
    informer
      .run(AbortSignal.any([this.#signal, running.signal]))
      .catch(this.#onError);
    return informer;
  }
}
