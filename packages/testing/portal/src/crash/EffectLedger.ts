import {
  ClusterClient,
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';

/** What is counted: each is an effect that must happen once, whoever was killed in between. */
export interface Effects {
  /** Node name to how often it was cordoned. */
  cordons: Record<string, number>;
  /** Node name to how often it was uncordoned. */
  uncordons: Record<string, number>;
  /** `namespace/name` to how many versions its desired state went through. */
  generations: Record<string, number>;
  /** Node name to how many of its agent pods were deleted. */
  replacedAgents: Record<string, number>;
}

/**
 * Counts what changes on a cluster from outside, through watches: independent of what the backend says
 * that it did.
 */
export class EffectLedger {
  readonly #client: ClusterClient;
  readonly #abort = new AbortController();
  readonly #loops: Promise<void>[] = [];
  readonly #isCordoned = new Map<string, boolean>();
  readonly #deletedPods = new Set<string>();
  readonly #effects: Effects = {
    cordons: {},
    uncordons: {},
    generations: {},
    replacedAgents: {},
  };

  constructor(client: ClusterClient) {
    this.#client = client;
  }

  /** Resolves when everything that is there now has been seen. */
  async start(): Promise<void> {
    await this.#follow(resourceTypes.nodes, node => this.#seeNode(node));
    for (const resource of [
      resourceTypes.deployments,
      resourceTypes.statefulSets,
      resourceTypes.daemonSets,
    ]) {
      await this.#follow(resource, workload => this.#seeWorkload(workload));
    }
    await this.#follow(resourceTypes.pods, pod => this.#seePod(pod));
  }

  async stop(): Promise<Effects> {
    this.#abort.abort();
    await Promise.all(this.#loops);
    return this.#effects;
  }

  async #follow(
    resource: ResourceType,
    see: (object: KubeObject) => void,
  ): Promise<void> {
    const list = await this.#client.list(resource);
    list.items.forEach(see);
    this.#loops.push(this.#watch(resource, list.metadata.resourceVersion, see));
  }

  async #watch(
    resource: ResourceType,
    since: string,
    see: (object: KubeObject) => void,
  ): Promise<void> {
    let resourceVersion = since;
    while (!this.#abort.signal.aborted) {
      try {
        const events = this.#client.watch(resource, {
          resourceVersion,
          signal: this.#abort.signal,
        });
        for await (const { type, object } of events) {
          resourceVersion = object.metadata.resourceVersion ?? resourceVersion;
          if (type !== 'BOOKMARK') {
            see(object);
          }
        }
      } catch (error) {
        if (!this.#abort.signal.aborted) {
          throw error;
        }
      }
    }
  }

  #seeNode(node: KubeObject): void {
    const { name } = node.metadata;
    const isCordoned = node.spec?.unschedulable === true;
    const before = this.#isCordoned.get(name);
    this.#isCordoned.set(name, isCordoned);
    if (before !== undefined && before !== isCordoned) {
      count(isCordoned ? this.#effects.cordons : this.#effects.uncordons, name);
    }
  }

  #seeWorkload(workload: KubeObject): void {
    const { namespace, name, generation } = workload.metadata;
    this.#effects.generations[`${namespace}/${name}`] = generation ?? 0;
  }

  #seePod(pod: KubeObject): void {
    const { uid, labels, deletionTimestamp } = pod.metadata;
    const isAgent = labels?.['omni.cloud/component'] === 'agent';
    if (isAgent && uid && deletionTimestamp && !this.#deletedPods.has(uid)) {
      this.#deletedPods.add(uid);
      count(this.#effects.replacedAgents, pod.spec?.nodeName ?? 'unbound');
    }
  }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
