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

/**
 * A request to a cluster, as data.
 *
 * @public
 */
export interface ClientRequest {
  verb:
    | 'get'
    | 'list'
    | 'watch'
    | 'create'
    | 'update'
    | 'patch'
    | 'delete'
    | 'evict'
    | 'logs'
    | 'version';
  /** Plural with the subresource, for example `nodes` or `deployments/scale`. */
  resource: string;
  namespace?: string;
  name?: string;
  /** What is sent, for writes. */
  body?: unknown;
}

/**
 * Stands between a client and its cluster: may send the request by calling `send`, at any time, or
 * answer in the cluster's place.
 *
 * @public
 */
export type RequestInterceptor = <T>(
  request: ClientRequest,
  send: () => Promise<T>,
) => Promise<T>;

const WRITING_VERBS: readonly string[] = [
  'create',
  'update',
  'patch',
  'delete',
  'evict',
];

/**
 * Whether a request changes the cluster. Asking what one may do is a creation of which nothing stays.
 *
 * @public
 */
export function isWrite({ verb, resource }: ClientRequest): boolean {
  return (
    WRITING_VERBS.includes(verb) && resource !== 'selfsubjectaccessreviews'
  );
}

/**
 * `patch nodes w-1`, for assertions and messages.
 *
 * @public
 */
export function requestText(request: ClientRequest): string {
  const name = [request.namespace, request.name].filter(Boolean).join('/');
  return [request.verb, request.resource, name].filter(Boolean).join(' ');
}

/**
 * A client whose requests pass through an interceptor; watches are intercepted at their beginning.
 *
 * @public
 */
export class InterceptedClusterClient implements ClusterClient {
  constructor(
    private readonly client: ClusterClient,
    private readonly intercept: RequestInterceptor,
  ) {}

  get<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    options?: { subresource?: 'status' | 'scale'; signal?: AbortSignal },
  ): Promise<T> {
    return this.intercept(
      { verb: 'get', ...target(resource, key, options?.subresource) },
      () => this.client.get<T>(resource, key, options),
    );
  }

  list<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: ListOptions,
  ): Promise<KubeList<T>> {
    return this.intercept(
      {
        verb: 'list',
        resource: resource.plural,
        namespace: options?.namespace,
      },
      () => this.client.list<T>(resource, options),
    );
  }

  async *watch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: WatchOptions,
  ): AsyncIterable<WatchEvent<T>> {
    yield* await this.intercept(
      {
        verb: 'watch',
        resource: resource.plural,
        namespace: options?.namespace,
      },
      async () => this.client.watch<T>(resource, options),
    );
  }

  create<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions,
  ): Promise<T> {
    return this.intercept(
      { verb: 'create', ...target(resource, object.metadata), body: object },
      () => this.client.create<T>(resource, object, options),
    );
  }

  update<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions & { subresource?: 'status' | 'scale' },
  ): Promise<T> {
    return this.intercept(
      {
        verb: 'update',
        ...target(resource, object.metadata, options?.subresource),
        body: object,
      },
      () => this.client.update<T>(resource, object, options),
    );
  }

  patch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    type: PatchType,
    body: unknown,
    options?: PatchOptions,
  ): Promise<T> {
    return this.intercept(
      { verb: 'patch', ...target(resource, key, options?.subresource), body },
      () => this.client.patch<T>(resource, key, type, body, options),
    );
  }

  delete(
    resource: ResourceType,
    key: ObjectKey,
    options?: DeleteOptions,
  ): Promise<void> {
    return this.intercept({ verb: 'delete', ...target(resource, key) }, () =>
      this.client.delete(resource, key, options),
    );
  }

  evict(
    pod: { name: string; namespace: string; uid?: string },
    options?: WriteOptions & { gracePeriodSeconds?: number },
  ): Promise<void> {
    return this.intercept(
      {
        verb: 'evict',
        resource: 'pods/eviction',
        namespace: pod.namespace,
        name: pod.name,
      },
      () => this.client.evict(pod, options),
    );
  }

  logs(
    pod: { name: string; namespace: string },
    options?: LogOptions,
  ): Promise<string> {
    return this.intercept(
      {
        verb: 'logs',
        resource: 'pods/log',
        namespace: pod.namespace,
        name: pod.name,
      },
      () => this.client.logs(pod, options),
    );
  }

  version(options?: { signal?: AbortSignal }): Promise<string> {
    return this.intercept({ verb: 'version', resource: 'version' }, () =>
      this.client.version(options),
    );
  }
}

function target(
  resource: ResourceType,
  key: ObjectKey,
  subresource?: string,
): Pick<ClientRequest, 'resource' | 'namespace' | 'name'> {
  return {
    resource: subresource
      ? `${resource.plural}/${subresource}`
      : resource.plural,
    namespace: key.namespace,
    name: key.name,
  };
}
