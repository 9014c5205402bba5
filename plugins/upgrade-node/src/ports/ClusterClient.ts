import {
  KubeList,
  KubeObject,
  ObjectKey,
  ResourceType,
  WatchEvent,
} from './KubeObject';

/** @public */
export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

/** @public */
export interface ListOptions {
  /** All namespaces when absent. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  signal?: AbortSignal;
}

/** @public */
export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Start after this version; absent: start with the present objects as ADDED events. */
  resourceVersion?: string;
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

/** @public */
export interface WriteOptions {
  fieldManager?: string;
  isDryRun?: boolean;
  signal?: AbortSignal;
}

/** @public */
export interface PatchOptions extends WriteOptions {
  subresource?: 'status' | 'scale';
  /** Server-side apply only: take fields that another manager owns. */
  force?: boolean;
}

/** @public */
export interface DeleteOptions {
  uid?: string;
  resourceVersion?: string;
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  signal?: AbortSignal;
}

/** @public */
export interface LogOptions {
  container?: string;
  previous?: boolean;
  tailLines?: number;
  sinceSeconds?: number;
  timestamps?: boolean;
  signal?: AbortSignal;
}

/**
 * The one way to a cluster's API. Nothing above it knows whether the cluster is embedded, a real
 * control plane or the user's own.
 *
 * Every method rejects with a `ClusterApiError` when the API answers with an error, and with a
 * `ClusterUnreachableError` when it does not answer.
 *
 * @public
 */
export interface ClusterClient {
  get<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    options?: { subresource?: 'status' | 'scale'; signal?: AbortSignal },
  ): Promise<T>;

  /** One page; `listAll` of the same module follows `continue`. */
  list<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: ListOptions,
  ): Promise<KubeList<T>>;

  /**
   * Ends without error when the server closes the stream; throws a `ClusterApiError` with status
   * 410 when the start version is too old.
   */
  watch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: WatchOptions,
  ): AsyncIterable<WatchEvent<T>>;

  create<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions,
  ): Promise<T>;

  /** Replaces the object; `metadata.resourceVersion` in it is the optimistic lock. */
  update<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions & { subresource?: 'status' | 'scale' },
  ): Promise<T>;

  /** `body` is an array of operations for `json`, else a partial object. */
  patch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    type: PatchType,
    body: unknown,
    options?: PatchOptions,
  ): Promise<T>;

  delete(
    resource: ResourceType,
    key: ObjectKey,
    options?: DeleteOptions,
  ): Promise<void>;

  /**
   * Asks for the pod's eviction (policy/v1). Resolves when the API accepted it, which only means that
   * the pod is being deleted.
   */
  evict(
    pod: { name: string; namespace: string; uid?: string },
    options?: WriteOptions & { gracePeriodSeconds?: number },
  ): Promise<void>;

  logs(
    pod: { name: string; namespace: string },
    options?: LogOptions,
  ): Promise<string>;

  /** `gitVersion` of the API server, for example `v1.36.3`. */
  version(options?: { signal?: AbortSignal }): Promise<string>;
}
