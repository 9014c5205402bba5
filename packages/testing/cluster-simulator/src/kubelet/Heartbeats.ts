import {
  Clock,
  ClusterClient,
  isApiError,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { PodFault } from '../faults/fault';
import { Node } from '../objects/Node';
import { formatMicroTime } from '../objects/timestamps';
import { ClusterView } from '../reconcile/ClusterView';
import { WorkQueue } from '../reconcile/WorkQueue';
import { Addresses } from './addresses';
import { isNodeHit } from './nextStage';
import { healthyNodeStatus, isReportedHealthy } from './nodeStatus';

const LEASE_NAMESPACE = 'kube-node-lease';
/** Nodes are spread over the interval, so that they don't all write at once. */
const SLOTS = 10;
const STATUS_CONCURRENCY = 8;

/** @internal */
export interface HeartbeatOptions {
  client: ClusterClient;
  clock: Clock;
  view: ClusterView;
  addresses: Addresses;
  isDriven: (node: Node) => boolean;
  faults: () => readonly PodFault[];
  /** Time between two renewals of a node's Lease. */
  intervalMs: number;
  kubeletVersion: string;
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/**
 * Keeps the driven nodes alive: their status once and whenever it says something else, a Lease
 * regularly, as upstream's kubelets do. A node that is lost falls silent.
 *
 * @internal
 */
export class Heartbeats {
  readonly #options: HeartbeatOptions;
  readonly #knownLeases = new Set<string>();
  readonly #queue: WorkQueue;
  #isNamespaceKnown = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#queue = new WorkQueue({
      clock: options.clock,
      signal: options.signal,
      concurrency: STATUS_CONCURRENCY,
      work: nodeName => this.#report(nodeName),
    });
  }

  start(): void {
    const { view } = this.#options;
    view.cache(resourceTypes.nodes).onChange((node, _previous, change) => {
      if (change === 'set') {
        this.#queue.add(node.metadata.name);
      } else {
        this.#knownLeases.delete(node.metadata.name);
      }
    });
    for (let slot = 0; slot < SLOTS; slot += 1) {
      this.#beat(slot);
    }
  }

  /** Looks at all nodes again, after a change of faults. */
  recheck(): void {
    for (const node of this.#options.view.list<Node>(resourceTypes.nodes)) {
      this.#queue.add(node.metadata.name);
    }
  }

  #beat(slot: number): void {
    const { clock, intervalMs, signal } = this.#options;
    let cancel = () => {};
    const next = (delayMs: number) => {
      cancel = clock.schedule(delayMs, () => {
        this.#renewSlot(slot);
        next(intervalMs);
      });
    };
    next((intervalMs * (slot + 1)) / SLOTS);
    signal.addEventListener('abort', () => cancel(), { once: true });
  }

  #renewSlot(slot: number): void {
    const { view } = this.#options;
    const alive = view
      .list<Node>(resourceTypes.nodes)
      .filter((node, index) => index % SLOTS === slot && this.#isAlive(node));
    for (const node of alive) {
      this.#renew(node).catch(error => this.#options.onError(error));
    }
  }

  #isAlive(node: Node): boolean {
    const { isDriven, faults } = this.#options;
    return isDriven(node) && !faults().some(fault => isNodeLost(node, fault));
  }

  async #report(nodeName: string): Promise<void> {
    const { client, clock, view, addresses, signal } = this.#options;
    const node = view.get<Node>(resourceTypes.nodes, nodeName);
    if (!node || !this.#isAlive(node) || isReportedHealthy(node)) {
      return;
    }
    try {
      const status = healthyNodeStatus(
        node,
        addresses.nodeIp(nodeName, node),
        this.#options.kubeletVersion,
        clock.now(),
      );
      const patched = await client.patch(
        resourceTypes.nodes,
        { name: nodeName },
        'strategic',
        { metadata: { uid: node.metadata.uid }, status },
        { subresource: 'status', signal },
      );
      view.cache(resourceTypes.nodes).observe(patched);
      this.#queue.succeeded(nodeName);
      await this.#renew(node);
    } catch (error) {
      if (!signal.aborted && !isApiError(error, 404)) {
        this.#options.onError(error);
        this.#queue.retry(nodeName);
      }
    }
  }

  async #renew(node: Node): Promise<void> {
    const { client, clock, intervalMs, signal } = this.#options;
    const { name } = node.metadata;
    const renewTime = formatMicroTime(clock.now());
    try {
      if (!this.#knownLeases.has(name)) {
        await this.#createLease(node, renewTime);
        return;
      }
      await client.patch(
        resourceTypes.leases,
        { name, namespace: LEASE_NAMESPACE },
        'merge',
        { spec: { renewTime } },
        { signal },
      );
    } catch (error) {
      // A missed renewal is made up for by the next; only a Lease that is gone needs more.
      if (isApiError(error, 404)) {
        this.#knownLeases.delete(name);
      } else if (!signal.aborted) {
        this.#options.onError(
          new Error(
            `The Lease of node ${name} was not renewed, next try in ${intervalMs} ms: ${
              (error as Error).message
            }`,
            { cause: error },
          ),
        );
      }
    }
  }

  async #createLease(node: Node, renewTime: string): Promise<void> {
    const { client, intervalMs, signal } = this.#options;
    const { name, uid } = node.metadata;
    await this.#ensureNamespace();
    try {
      await client.create(
        resourceTypes.leases,
        {
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata: {
            name,
            namespace: LEASE_NAMESPACE,
            ownerReferences: [
              { apiVersion: 'v1', kind: 'Node', name, uid: uid! },
            ],
          },
          spec: {
            holderIdentity: name,
            leaseDurationSeconds: Math.ceil((intervalMs * 4) / 1000),
            renewTime,
          },
        },
        { signal },
      );
    } catch (error) {
      if (!isApiError(error, 409)) {
        throw error;
      }
    }
    this.#knownLeases.add(name);
  }

  async #ensureNamespace(): Promise<void> {
    if (this.#isNamespaceKnown) {
      return;
    }
    try {
      await this.#options.client.create(resourceTypes.namespaces, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: LEASE_NAMESPACE },
      });
    } catch (error) {
      if (!isApiError(error, 409)) {
        throw error;
      }
    }
    this.#isNamespaceKnown = true;
  }
}

function isNodeLost(node: Node, { kind, match }: PodFault): boolean {
  return kind === 'node-lost' && isNodeHit(node, match);
}
