import { ApiRequest, ApiResponse, ApiTransport } from '../ports/ApiTransport';
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
import { resourceTypes } from './resourceTypes';
import {
  beginning,
  errorFromStatus,
  lines,
  parseJson,
  text,
  tryParse,
} from './restAnswers';
import {
  collectionPath,
  compact,
  deleteOptions,
  groupVersion,
  objectPath,
  writeQuery,
} from './restRequests';

const PATCH_CONTENT_TYPES: Record<PatchType, string> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  // JSON is YAML, so the body needs no second serialiser.
  apply: 'application/apply-patch+yaml',
};

/** Lists come in pages of 500 objects; a page of large pods has some 10 MB. */
const MAX_ANSWER_LENGTH = 64 * 1024 * 1024;

/** What is read of an answer that says why not. */
const MAX_ERROR_LENGTH = 64 * 1024;

/**
 * The Kubernetes REST protocol over any transport.
 *
 * @public
 */
export class RestClusterClient implements ClusterClient {
  readonly #transport: ApiTransport;
  readonly #maxAnswerLength: number;

  /**
   * @param options - `maxAnswerLength`: characters of one answer, or of one event of a watch, above which
   * reading is given up with a `ClusterUnreachableError`; 64 Mi when absent
   */
  constructor(
    transport: ApiTransport,
    options: { maxAnswerLength?: number } = {},
  ) {
    this.#transport = transport;
    this.#maxAnswerLength = options.maxAnswerLength ?? MAX_ANSWER_LENGTH;
  }

  async get<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    options: { subresource?: 'status' | 'scale'; signal?: AbortSignal } = {},
  ): Promise<T> {
    return this.#json<T>({
      method: 'GET',
      path: objectPath(resource, key, options.subresource),
      signal: options.signal,
    });
  }

  async list<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options: ListOptions = {},
  ): Promise<KubeList<T>> {
    const list = await this.#json<KubeList<T>>({
      method: 'GET',
      path: collectionPath(resource, options.namespace),
      query: compact({
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
        limit: options.limit?.toString(),
        continue: options.continue,
      }),
      signal: options.signal,
    });
    // A list carries the type once; items without it are hard to use on their own.
    const apiVersion = groupVersion(resource);
    return {
      ...list,
      items: (list.items ?? []).map(item => ({
        ...item,
        apiVersion: item.apiVersion ?? apiVersion,
        kind: item.kind ?? resource.kind,
      })),
    };
  }

  async *watch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options: WatchOptions = {},
  ): AsyncIterable<WatchEvent<T>> {
    const response = await this.#request({
      method: 'GET',
      path: collectionPath(resource, options.namespace),
      query: compact({
        watch: 'true',
        allowWatchBookmarks: 'true',
        labelSelector: options.labelSelector,
        fieldSelector: options.fieldSelector,
        resourceVersion: options.resourceVersion,
        timeoutSeconds: options.timeoutSeconds?.toString(),
      }),
      signal: options.signal,
    });
    for await (const line of lines(response.chunks, this.#maxAnswerLength)) {
      const event = parseJson<WatchEvent<T> | { type: 'ERROR'; object: any }>(
        line,
        'a watch event',
      );
      if (event.type === 'ERROR') {
        throw errorFromStatus(event.object?.code ?? 500, event.object, {});
      }
      yield event;
    }
  }

  async create<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.#json<T>({
      method: 'POST',
      path: collectionPath(resource, object.metadata.namespace),
      query: writeQuery(options),
      body: JSON.stringify(object),
      signal: options.signal,
    });
  }

  async update<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options: WriteOptions & { subresource?: 'status' | 'scale' } = {},
  ): Promise<T> {
    return this.#json<T>({
      method: 'PUT',
      path: objectPath(resource, object.metadata, options.subresource),
      query: writeQuery(options),
      body: JSON.stringify(object),
      signal: options.signal,
    });
  }

  async patch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    type: PatchType,
    body: unknown,
    options: PatchOptions = {},
  ): Promise<T> {
    return this.#json<T>({
      method: 'PATCH',
      path: objectPath(resource, key, options.subresource),
      query: {
        ...writeQuery(options),
        ...(options.force ? { force: 'true' } : {}),
      },
      headers: { 'content-type': PATCH_CONTENT_TYPES[type] },
      body: JSON.stringify(body),
      signal: options.signal,
    });
  }

  async delete(
    resource: ResourceType,
    key: ObjectKey,
    options: DeleteOptions = {},
  ): Promise<void> {
    await this.#json({
      method: 'DELETE',
      path: objectPath(resource, key),
      body: JSON.stringify({
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        ...deleteOptions(options),
      }),
      signal: options.signal,
    });
  }

  async evict(
    pod: { name: string; namespace: string; uid?: string },
    options: WriteOptions & { gracePeriodSeconds?: number } = {},
  ): Promise<void> {
    await this.#json({
      method: 'POST',
      path: `${objectPath(resourceTypes.pods, pod)}/eviction`,
      query: writeQuery(options),
      body: JSON.stringify({
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod.name, namespace: pod.namespace },
        deleteOptions: deleteOptions({
          uid: pod.uid,
          gracePeriodSeconds: options.gracePeriodSeconds,
        }),
      }),
      signal: options.signal,
    });
  }

  async logs(
    pod: { name: string; namespace: string },
    options: LogOptions = {},
  ): Promise<string> {
    const response = await this.#request({
      method: 'GET',
      path: `${objectPath(resourceTypes.pods, pod)}/log`,
      query: compact({
        container: options.container,
        previous: options.previous ? 'true' : undefined,
        tailLines: options.tailLines?.toString(),
        sinceSeconds: options.sinceSeconds?.toString(),
        timestamps: options.timestamps ? 'true' : undefined,
      }),
      signal: options.signal,
    });
    return text(response, this.#maxAnswerLength);
  }

  async version(options: { signal?: AbortSignal } = {}): Promise<string> {
    const info = await this.#json<{ gitVersion: string }>({
      method: 'GET',
      path: '/version',
      signal: options.signal,
    });
    return info.gitVersion;
  }

  async #json<T>(request: ApiRequest): Promise<T> {
    const response = await this.#request(request);
    return parseJson<T>(
      await text(response, this.#maxAnswerLength),
      `${request.method} ${request.path}`,
    );
  }

  /** Resolves with a successful response only. */
  async #request(request: ApiRequest): Promise<ApiResponse> {
    const response = await this.#transport.request({
      ...request,
      headers: {
        accept: 'application/json',
        ...(request.body ? { 'content-type': 'application/json' } : {}),
        ...request.headers,
      },
    });
    if (response.status < 400) {
      return response;
    }
    const body = await beginning(response, MAX_ERROR_LENGTH);
    throw errorFromStatus(
      response.status,
      tryParse(body) ?? body,
      response.headers,
    );
  }
}

/**
 * Every object of a collection, page by page.
 *
 * @public
 */
export async function listAll<T extends KubeObject = KubeObject>(
  client: Pick<ClusterClient, 'list'>,
  resource: ResourceType,
  options: Omit<ListOptions, 'continue'> = {},
): Promise<KubeList<T>> {
  const items: T[] = [];
  let page = await client.list<T>(resource, { limit: 500, ...options });
  items.push(...page.items);
  while (page.metadata.continue) {
    page = await client.list<T>(resource, {
      limit: 500,
      ...options,
      continue: page.metadata.continue,
    });
    items.push(...page.items);
  }
  return { metadata: page.metadata, items };
}
