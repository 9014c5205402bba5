import {
  Clock,
  ClusterClient,
  isApiError,
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { formatTime } from '../objects/timestamps';
import { ClusterView } from './ClusterView';
import { EventRecorder } from './EventRecorder';
import { keyOf } from './ObjectCache';
import { Write } from './writes';

function bindingOf(podName: string): ResourceType {
  return {
    group: '',
    version: 'v1',
    plural: `pods/${podName}/binding`,
    kind: 'Binding',
    isNamespaced: true,
  };
}

/**
 * Carries intended writes out, in order, and lets the view see their outcome at once.
 *
 * @internal
 */
export class WriteExecutor {
  readonly #client: ClusterClient;
  readonly #clock: Clock;
  readonly #view: ClusterView;
  readonly #events: EventRecorder;

  constructor(options: {
    client: ClusterClient;
    clock: Clock;
    view: ClusterView;
    events: EventRecorder;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#view = options.view;
    this.#events = options.events;
  }

  /**
   * @throws the first refusal that is not simply "already gone"; later writes are then left out, as
   * they may depend on it
   */
  async execute(writes: readonly Write[], signal: AbortSignal): Promise<void> {
    for (const write of writes) {
      try {
        const name = await this.#executeOne(write, signal);
        this.#announceSuccess(write, name);
      } catch (error) {
        if (isApiError(error, 404) && write.verb !== 'create') {
          continue;
        }
        this.#announceFailure(write, error);
        throw error;
      }
    }
  }

  async #executeOne(write: Write, signal: AbortSignal): Promise<string> {
    switch (write.verb) {
      case 'create': {
        const created = await this.#client.create(
          write.resource,
          write.object,
          { signal },
        );
        this.#view.cache(write.resource).observe(created);
        return created.metadata.name;
      }
      case 'update': {
        const updated = await this.#client.update(
          write.resource,
          write.object,
          { subresource: write.subresource, signal },
        );
        this.#view.cache(write.resource).observe(updated);
        return updated.metadata.name;
      }
      case 'patch': {
        const patched = await this.#client.patch(
          write.resource,
          write.key,
          write.patchType,
          write.body,
          { subresource: write.subresource, signal },
        );
        this.#view.cache(write.resource).observe(patched);
        return patched.metadata.name;
      }
      case 'delete':
        return this.#delete(write, signal);
      case 'finalize':
        return this.#finalize(write.namespace, signal);
      default:
        return this.#bind(write, signal);
    }
  }

  async #delete(
    write: Extract<Write, { verb: 'delete' }>,
    signal: AbortSignal,
  ): Promise<string> {
    const { name, namespace, uid } = write.object.metadata;
    await this.#client.delete(
      write.resource,
      { name, namespace },
      { ...write.options, uid, signal },
    );
    this.#view
      .cache(write.resource)
      .expectDeletion(
        keyOf(write.object.metadata),
        uid,
        formatTime(this.#clock.now()),
      );
    return name;
  }

  async #finalize(namespace: KubeObject, signal: AbortSignal): Promise<string> {
    const updated = await this.#client.update(
      resourceTypes.namespaces,
      { ...namespace, spec: { ...namespace.spec, finalizers: [] } },
      // The port names the subresources that drivers use; this one is a controller's.
      { subresource: 'finalize' as 'status', signal },
    );
    return updated.metadata.name;
  }

  async #bind(
    write: Extract<Write, { verb: 'bind' }>,
    signal: AbortSignal,
  ): Promise<string> {
    const { name, namespace, uid } = write.pod.metadata;
    await this.#client.create(
      bindingOf(name),
      {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace, uid },
        target: { apiVersion: 'v1', kind: 'Node', name: write.nodeName },
      },
      { signal },
    );
    this.#view
      .cache(resourceTypes.pods)
      .assume(keyOf(write.pod.metadata), pod =>
        pod.metadata.uid === uid
          ? { ...pod, spec: { ...pod.spec, nodeName: write.nodeName } }
          : pod,
      );
    return name;
  }

  #announceSuccess(write: Write, name: string): void {
    if (write.announce) {
      const { regarding, reason, message } = write.announce;
      this.#events.record({
        regarding,
        type: 'Normal',
        reason,
        message: message.replace('{name}', name),
      });
    }
  }

  #announceFailure(write: Write, error: unknown): void {
    if (write.announce?.failureReason) {
      const { regarding, failureReason, failureMessage } = write.announce;
      this.#events.record({
        regarding,
        type: 'Warning',
        reason: failureReason,
        message: (failureMessage ?? '{error}').replace(
          '{error}',
          (error as Error).message,
        ),
      });
    }
  }
}
