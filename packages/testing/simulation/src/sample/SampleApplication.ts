import {
  ClusterClient,
  isApiError,
  KubeObject,
  Random,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { HistoryEntry } from '../History';
import { sampleBudgetStatus } from './sampleBudget';
import { PodCondition, samplePod, statusOf } from './SamplePod';
import { BUDGET, NAMESPACE, SampleCase } from './SampleCase';

const MAX_FAILURE_MS = 300_000;
/** Between two failures the application is well for so long at least, so that nobody can miss it. */
const MIN_WELL_MS = 100_000;
/** How soon a pod that ended is made anew elsewhere. */
const REPLACE_EVERY_MS = 5_000;

/** An instance as kubelet and controllers know it. */
interface Instance {
  node: string;
  /** It failed before the start, and was not made anew since. */
  failedBefore: boolean;
  startsUntilMs: number;
  isEnding: boolean;
  /** What was said of it last. */
  told?: PodCondition;
}

/** The application's instances, and the kubelets and controllers that look after them. */
export class SampleApplication {
  readonly #instances = new Map<string, Instance>();
  /** Nodes whose kubelets give no sign of life. */
  readonly #lost = new Set<string>();
  #failingUntilMs: number | undefined;
  #wellUntilMs = 0;
  #replaceAtMs = 0;
  #told = '';
  #toldHealthy: number;

  constructor(
    private readonly drawn: SampleCase,
    private readonly client: ClusterClient,
    private readonly clock: VirtualClock,
    private readonly random: Random,
    private readonly history: HistoryEntry[],
  ) {
    drawn.pods.forEach(({ name, isFailing, node }) =>
      this.#instances.set(name, {
        node,
        failedBefore: isFailing,
        startsUntilMs: 0,
        isEnding: false,
        told: isFailing ? 'failing' : 'ready',
      }),
    );
    this.#toldHealthy = drawn.pods.filter(({ isFailing }) => !isFailing).length;
  }

  async goOn(): Promise<void> {
    const nowMs = this.clock.now();
    if (this.#failingUntilMs !== undefined && nowMs >= this.#failingUntilMs) {
      this.#failingUntilMs = undefined;
      this.#wellUntilMs = nowMs + MIN_WELL_MS;
    }
    if (nowMs >= this.#replaceAtMs) {
      this.#replaceAtMs = nowMs + REPLACE_EVERY_MS;
      await this.#replacePods();
    }
    await this.#tell();
  }

  /** All instances begin to fail, for a while. */
  async fail(): Promise<void> {
    const nowMs = this.clock.now();
    if (this.#failingUntilMs === undefined && nowMs >= this.#wellUntilMs) {
      this.#failingUntilMs = nowMs + this.#upTo(MAX_FAILURE_MS);
      await this.#tell();
    }
  }

  /** The kubelet of a node gives no sign of life any more, or does again. */
  async setLost(node: string, isLost: boolean): Promise<void> {
    if (isLost) {
      this.#lost.add(node);
    } else {
      this.#lost.delete(node);
    }
    await this.#tell();
  }

  /** An instance is made anew under its name. */
  async remake(name: string): Promise<void> {
    await this.#remove(name);
    await this.#create(name);
    await this.#tell();
  }

  /** What ends is gone, and made anew elsewhere; on a lost node nobody ends it. */
  async #replacePods(): Promise<void> {
    const { items } = await this.client.list(resourceTypes.pods, {
      namespace: NAMESPACE,
    });
    const byName = new Map(items.map(pod => [pod.metadata.name, pod]));
    for (const { name } of this.drawn.pods) {
      const pod: KubeObject | undefined = byName.get(name);
      const instance = this.#instances.get(name);
      if (instance && pod?.metadata.deletionTimestamp) {
        instance.isEnding = true;
        if (!this.#lost.has(instance.node)) {
          await this.#remove(name);
        }
      }
      if (!this.#instances.has(name)) {
        await this.#create(name);
      }
    }
  }

  async #create(name: string): Promise<void> {
    const { items } = await this.client.list(resourceTypes.nodes);
    const free = items.filter(
      ({ metadata, spec }) =>
        !spec?.unschedulable && !this.#lost.has(metadata.name),
    );
    if (free.length === 0) {
      return;
    }
    const node = this.#oneOf(free).metadata.name;
    await this.client.create(resourceTypes.pods, samplePod(name, node));
    this.#instances.set(name, {
      node,
      failedBefore: false,
      startsUntilMs: this.clock.now() + this.drawn.podStartMs,
      isEnding: false,
    });
  }

  async #remove(name: string): Promise<void> {
    const key = { namespace: NAMESPACE, name };
    this.#instances.delete(name);
    try {
      await this.client.delete(resourceTypes.pods, key, {
        gracePeriodSeconds: 0,
      });
    } catch (error) {
      if (!isApiError(error, 404)) {
        throw error;
      }
    }
  }

  /** Kubelets and controllers say how instances fare; how they truly fare is put down. */
  async #tell(): Promise<void> {
    const nowMs = this.clock.now();
    const conditions = [...this.#instances].map(
      ([name, instance]) => [name, this.#conditionOf(instance)] as const,
    );
    for (const [name, condition] of conditions) {
      const instance = this.#instances.get(name)!;
      if (instance.told !== condition) {
        instance.told = condition;
        await this.#putStatus(name, condition, nowMs);
      }
    }
    await this.#tellBudget();
    const health = {
      failing: this.#countFailing(),
      crashing: this.#countCrashing(),
    };
    if (this.#told !== JSON.stringify(health)) {
      this.#told = JSON.stringify(health);
      this.history.push({ what: 'health', atMs: nowMs, ...health });
    }
  }

  #conditionOf(instance: Instance): PodCondition {
    if (this.#lost.has(instance.node)) {
      return 'lost';
    }
    if (instance.failedBefore || this.#failingUntilMs !== undefined) {
      return 'failing';
    }
    return this.clock.now() < instance.startsUntilMs ? 'starting' : 'ready';
  }

  /**
   * Instances that fail and did not before the start. What starts because it was moved fails only where more
   * are out than the application can do without.
   */
  #countFailing(): number {
    const counted = [...this.#instances.values()].filter(
      ({ failedBefore }) => !failedBefore,
    );
    const { budget = 0, pods } = this.drawn;
    const isWithinBudget = pods.length - this.#countHealthy() <= budget;
    return counted.filter(
      ({ told }) =>
        told === 'failing' ||
        told === 'lost' ||
        (told === 'starting' && !isWithinBudget),
    ).length;
  }

  #countCrashing(): number {
    const crashing = [...this.#instances.values()].filter(
      ({ told }) => told === 'failing',
    );
    const before = this.drawn.pods.filter(({ isFailing }) => isFailing);
    return Math.max(0, crashing.length - before.length);
  }

  #countHealthy(): number {
    return [...this.#instances.values()].filter(
      ({ told, isEnding }) => told === 'ready' && !isEnding,
    ).length;
  }

  async #tellBudget(): Promise<void> {
    const healthy = this.#countHealthy();
    if (this.drawn.budget !== undefined && healthy !== this.#toldHealthy) {
      this.#toldHealthy = healthy;
      await this.client.patch(
        resourceTypes.podDisruptionBudgets,
        { namespace: NAMESPACE, name: BUDGET },
        'merge',
        { status: sampleBudgetStatus(this.drawn, healthy) },
        { subresource: 'status' },
      );
    }
  }

  async #putStatus(
    name: string,
    condition: PodCondition,
    nowMs: number,
  ): Promise<void> {
    await this.client.patch(
      resourceTypes.pods,
      { namespace: NAMESPACE, name },
      'merge',
      { status: statusOf(condition, nowMs) },
      { subresource: 'status' },
    );
  }

  #oneOf<T>(all: readonly T[]): T {
    return all[Math.floor(this.random.next() * all.length)];
  }

  #upTo(most: number): number {
    return Math.ceil(this.random.next() * most);
  }
}
