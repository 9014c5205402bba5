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
import { AccessRule } from '../step/StepHandler';
import { TerminalStepError } from '../step/TerminalStepError';
import { neededRight, NeededRight, isGranted } from './accessRules';
import { resourceTypes } from './resourceTypes';

/**
 * A client that sends only what declared rights cover. A request outside them is a mistake in the code
 * that declared them, so it ends the step with the name of the right, on every cluster, whatever the
 * account may do there.
 *
 * Asking what one may do (`selfsubjectaccessreviews`) needs no right, as on any cluster.
 *
 * @public
 */
export class RestrictedClusterClient implements ClusterClient {
  readonly #client: ClusterClient;
  readonly #rights: readonly AccessRule[];
  readonly #who: string;

  /**
   * @param who - whose rights they are, for the message: `step kind 'drain-node'`
   */
  constructor(
    client: ClusterClient,
    rights: readonly AccessRule[],
    who: string,
  ) {
    this.#client = client;
    this.#rights = rights;
    this.#who = who;
  }

  async get<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    options?: { subresource?: 'status' | 'scale'; signal?: AbortSignal },
  ): Promise<T> {
    this.#require('get', resource, key.namespace, options?.subresource);
    return this.#client.get<T>(resource, key, options);
  }

  async list<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: ListOptions,
  ): Promise<KubeList<T>> {
    this.#require('list', resource, options?.namespace);
    return this.#client.list<T>(resource, options);
  }

  watch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    options?: WatchOptions,
  ): AsyncIterable<WatchEvent<T>> {
    this.#require('watch', resource, options?.namespace);
    return this.#client.watch<T>(resource, options);
  }

  async create<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions,
  ): Promise<T> {
    if (resource !== resourceTypes.selfSubjectAccessReviews) {
      this.#require('create', resource, object.metadata.namespace);
    }
    return this.#client.create<T>(resource, object, options);
  }

  async update<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    object: T,
    options?: WriteOptions & { subresource?: 'status' | 'scale' },
  ): Promise<T> {
    this.#require(
      'update',
      resource,
      object.metadata.namespace,
      options?.subresource,
    );
    return this.#client.update<T>(resource, object, options);
  }

  async patch<T extends KubeObject = KubeObject>(
    resource: ResourceType,
    key: ObjectKey,
    type: PatchType,
    body: unknown,
    options?: PatchOptions,
  ): Promise<T> {
    this.#require('patch', resource, key.namespace, options?.subresource);
    return this.#client.patch<T>(resource, key, type, body, options);
  }

  async delete(
    resource: ResourceType,
    key: ObjectKey,
    options?: DeleteOptions,
  ): Promise<void> {
    this.#require('delete', resource, key.namespace);
    await this.#client.delete(resource, key, options);
  }

  async evict(
    pod: { name: string; namespace: string; uid?: string },
    options?: WriteOptions & { gracePeriodSeconds?: number },
  ): Promise<void> {
    this.#require('create', resourceTypes.pods, pod.namespace, 'eviction');
    await this.#client.evict(pod, options);
  }

  async logs(
    pod: { name: string; namespace: string },
    options?: LogOptions,
  ): Promise<string> {
    this.#require('get', resourceTypes.pods, pod.namespace, 'log');
    return this.#client.logs(pod, options);
  }

  version(options?: { signal?: AbortSignal }): Promise<string> {
    return this.#client.version(options);
  }

  #require(
    verb: string,
    resource: ResourceType,
    namespace: string | undefined,
    subresource?: string,
  ): void {
    const needed = neededRight(verb, resource, namespace, subresource);
    if (!isGranted(needed, this.#rights)) {
      throw undeclared(needed, this.#who);
    }
  }
}

function undeclared(needed: NeededRight, who: string): TerminalStepError {
  const { verb, resource, apiGroup, namespace } = needed;
  const where =
    namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
  const of = apiGroup === '' ? '' : ` of ${apiGroup}`;
  return new TerminalStepError({
    kind: 'error',
    cause: {
      code: 'right-not-declared',
      params: { verb, resource, apiGroup },
      text: `${who} asks to ${verb} ${resource}${of} ${where}, which is not among the rights it declares`,
    },
    remedy:
      'This is a mistake in the driver: report it to its authors; they have to declare the right, and the account needs it too',
  });
}
