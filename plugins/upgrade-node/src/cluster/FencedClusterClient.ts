import {
  ClusterClient,
  DeleteOptions,
  ListOptions,
  LogOptions,
  PatchOptions,
  PatchType,
  WatchOptions,
  WriteOptions,
} from '../ports/ClusterClient';
import {
  KubeList,
  KubeObject,
  ObjectKey,
  ResourceType,
  WatchEvent,
} from '../ports/KubeObject';
import { StepIdentity } from '../step/StepHandler';
import {
  ANNOTATION_EPOCH,
  ANNOTATION_UPGRADE_ID,
  FIELD_MANAGER,
} from './changeAnnotations';

/** @public */
export interface FenceOptions {
  identity: StepIdentity;
  /** Throws when the lease may be lost; nothing is sent then. */
  fence: () => void;
}

/**
 * A client that writes only while the lease is held, and signs what it writes: every object that it
 * creates, updates or patches gets annotations with the upgrade and its epoch. Deletions, evictions,
 * JSON patches and writes to subresources carry no annotation; they are fenced all the same.
 *
 * @public
 */
export class FencedClusterClient implements ClusterClient {
  readonly #client: ClusterClient;
  readonly #fence: () => void;
  readonly #annotations: Record<string, string>;

  constructor(client: ClusterClient, { identity, fence }: FenceOptions) {
    this.#client = client;
    this.#fence = fence;
    this.#annotations = {
      [ANNOTATION_UPGRADE_ID]: identity.upgradeId,
      [ANNOTATION_EPOCH]: String(identity.epoch),
    };
  }

  get<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    options?: { subresource?: 'status' | 'scale'; signal?: AbortSignal },
  ): Promise<T> {
    return this.#client.get<T>(resource, key, options);
  }

  list<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: ListOptions,
  ): Promise<KubeList<T>> {
    return this.#client.list<T>(resource, options);
  }

  watch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: WatchOptions,
  ): AsyncIterable<WatchEvent<T>> {
    return this.#client.watch<T>(resource, options);
  }

  async create<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions,
  ): Promise<T> {
    this.#fence();
    return this.#client.create<T>(
      resource,
      this.#signed(object),
      asManager(options),
    );
  }

  async update<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions & { subresource?: 'status' | 'scale' },
  ): Promise<T> {
    this.#fence();
    return this.#client.update<T>(
      resource,
      options?.subresource ? object : this.#signed(object),
      asManager(options),
    );
  }

  async patch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    type: PatchType,
    body: unknown,
    options?: PatchOptions,
  ): Promise<T> {
    this.#fence();
    const isSigned = type !== 'json' && !options?.subresource;
    return this.#client.patch<T>(
      resource,
      key,
      type,
      isSigned ? this.#signed(body as KubeObject) : body,
      asManager(options),
    );
  }

  async delete(
    resource: ResourceType,
    key: ObjectKey,
    options?: DeleteOptions,
  ): Promise<void> {
    this.#fence();
    await this.#client.delete(resource, key, options);
  }

  async evict(
    pod: { name: string; namespace: string; uid?: string },
    options?: WriteOptions & { gracePeriodSeconds?: number },
  ): Promise<void> {
    this.#fence();
    await this.#client.evict(pod, asManager(options));
  }

  logs(
    pod: { name: string; namespace: string },
    options?: LogOptions,
  ): Promise<string> {
    return this.#client.logs(pod, options);
  }

  version(options?: { signal?: AbortSignal }): Promise<string> {
    return this.#client.version(options);
  }

  #signed<T extends { metadata?: any }>(body: T): T {
    return {
      ...body,
      metadata: {
        ...body.metadata,
        annotations: { ...body.metadata?.annotations, ...this.#annotations },
      },
    };
  }
}

function asManager<T extends WriteOptions>(options: T | undefined): T {
  return { fieldManager: FIELD_MANAGER, ...options } as T;
}
