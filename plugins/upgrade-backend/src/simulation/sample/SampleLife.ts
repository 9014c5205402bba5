import {
  ClusterClient,
  isApiError,
  KubeObject,
  Random,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { HistoryEntry } from '../History';
import { ClusterLife } from '../Scenario';
import { samplePod, statusOf } from './SamplePod';
import { NAMESPACE, SampleCase } from './SampleCase';

const MAX_FAILURE_MS = 240_000;
/** Between two failures the application is well for so long at least, so that nobody can miss it. */
const MIN_WELL_MS = 100_000;
const MAX_CORDON_MS = 480_000;
const MAX_ABSENCE_MS = 60_000;
/** How soon a pod that ended is made anew elsewhere. */
const REPLACE_EVERY_MS = 5_000;

/** Where people want nodes cordoned, what runs there, and what they do to it meanwhile. */
export class SampleLife implements ClusterLife {
  /** Nodes that people want cordoned, with until when; those of before the start for good. */
  readonly cordonedUntilMs = new Map<string, number>();
  /** What people changed, as `<kind>/<name>`: whether it is as before is up to them. */
  readonly edited = new Set<string>();
  /** When people changed by hand what the upgrade changes, by name of the object. */
  readonly versionSetAtMs = new Map<string, number>();
  /** What people noted on objects, by name. */
  readonly notes = new Map<string, string>();
  readonly #absent = new Map<string, { object: KubeObject; untilMs: number }>();
  /** Instances that failed before the start and were not made anew since. */
  readonly #failingBefore: Set<string>;
  #failingUntilMs: number | undefined;
  #wellUntilMs = 0;
  #replaceAtMs = 0;
  #notes = 0;

  constructor(
    private readonly drawn: SampleCase,
    private readonly client: ClusterClient,
    private readonly clock: VirtualClock,
    private readonly random: Random,
    private readonly history: HistoryEntry[],
  ) {
    drawn.nodes
      .filter(({ isCordoned }) => isCordoned)
      .forEach(({ name }) => this.cordonedUntilMs.set(name, Infinity));
    this.#failingBefore = new Set(
      drawn.pods.filter(pod => pod.isFailing).map(({ name }) => name),
    );
  }

  async goOn(): Promise<void> {
    const nowMs = this.clock.now();
    if (this.#failingUntilMs !== undefined && nowMs >= this.#failingUntilMs) {
      this.#failingUntilMs = undefined;
      this.#wellUntilMs = nowMs + MIN_WELL_MS;
      await this.#tellHealth();
    }
    for (const [node, untilMs] of this.cordonedUntilMs) {
      if (nowMs >= untilMs) {
        this.cordonedUntilMs.delete(node);
        await this.#setCordon(node, false);
      }
    }
    for (const [name, { object, untilMs }] of this.#absent) {
      if (nowMs >= untilMs) {
        this.#absent.delete(name);
        await this.client.create(resourceTypes.configMaps, object);
        this.#edited(`ConfigMap/${name}`);
      }
    }
    if (nowMs >= this.#replaceAtMs) {
      this.#replaceAtMs = nowMs + REPLACE_EVERY_MS;
      await this.#replacePods();
    }
  }

  async fail(): Promise<void> {
    const nowMs = this.clock.now();
    if (this.#failingUntilMs === undefined && nowMs >= this.#wellUntilMs) {
      this.#failingUntilMs = nowMs + this.#upTo(MAX_FAILURE_MS);
      await this.#tellHealth();
    }
  }

  async edit(): Promise<void> {
    const edits = [
      () => this.#cordon(),
      () => this.#cordon(),
      () => this.#note(),
      () => this.#setVersion(),
      () => this.#deleteConfig(),
      () =>
        this.remake({
          namespace: NAMESPACE,
          name: this.#oneOf(this.drawn.pods).name,
        }),
    ];
    await this.#oneOf(edits)();
  }

  async remake({ name }: { namespace: string; name: string }): Promise<void> {
    await this.#remove(name);
    await this.#create(name);
  }

  /** What a ConfigMap holds, one that is to be made anew included. */
  async contentOf(name: string): Promise<Record<string, string>> {
    const absent = this.#absent.get(name)?.object;
    const key = { namespace: NAMESPACE, name };
    const found =
      absent ?? (await this.client.get(resourceTypes.configMaps, key));
    return found.data ?? {};
  }

  async #cordon(): Promise<void> {
    const { name } = this.#oneOf(this.drawn.nodes);
    const { spec } = await this.client.get(resourceTypes.nodes, { name });
    if (!spec?.unschedulable && !this.cordonedUntilMs.has(name)) {
      const untilMs = this.clock.now() + this.#upTo(MAX_CORDON_MS);
      this.cordonedUntilMs.set(name, untilMs);
      await this.#setCordon(name, true);
    }
  }

  async #setCordon(name: string, isCordoned: boolean): Promise<void> {
    const spec = { unschedulable: isCordoned || null };
    await this.client.patch(resourceTypes.nodes, { name }, 'merge', { spec });
    this.#edited(`Node/${name}`, isCordoned);
  }

  /** Somebody writes beside what the upgrade changes. */
  async #note(): Promise<void> {
    const name = this.#config();
    if (!this.#absent.has(name)) {
      this.#notes += 1;
      const note = `note ${this.#notes}`;
      this.notes.set(name, note);
      const key = { namespace: NAMESPACE, name };
      const body = { data: { note } };
      await this.client.patch(resourceTypes.configMaps, key, 'merge', body);
    }
  }

  /** Somebody changes by hand what the upgrade changes. */
  async #setVersion(): Promise<void> {
    const name = this.#config();
    if (!this.#absent.has(name)) {
      this.versionSetAtMs.set(name, this.clock.now());
      const key = { namespace: NAMESPACE, name };
      const body = { data: { version: 'by hand' } };
      await this.client.patch(resourceTypes.configMaps, key, 'merge', body);
      this.#edited(`ConfigMap/${name}`);
    }
  }

  /** Deleted, and made anew with the same content. */
  async #deleteConfig(): Promise<void> {
    const name = this.#config();
    if (!this.#absent.has(name)) {
      const key = { namespace: NAMESPACE, name };
      const found = await this.client.get(resourceTypes.configMaps, key);
      const { annotations, labels } = found.metadata;
      const untilMs = this.clock.now() + this.#upTo(MAX_ABSENCE_MS);
      const metadata = { ...key, annotations, labels };
      this.#absent.set(name, { object: { ...found, metadata }, untilMs });
      await this.client.delete(resourceTypes.configMaps, key);
      this.#edited(`ConfigMap/${name}`);
    }
  }

  #config(): string {
    const { components, nodes } = this.drawn;
    return this.#oneOf([...components, ...nodes.map(({ name }) => name)]);
  }

  /** As kubelet and controller do: what ends is gone, and made anew elsewhere. */
  async #replacePods(): Promise<void> {
    const { items } = await this.client.list(resourceTypes.pods, {
      namespace: NAMESPACE,
    });
    const ending = items.filter(({ metadata }) => metadata.deletionTimestamp);
    const names = new Set(items.map(({ metadata }) => metadata.name));
    for (const { metadata } of ending) {
      await this.remake({ namespace: NAMESPACE, name: metadata.name });
    }
    for (const { name } of this.drawn.pods) {
      if (!names.has(name)) {
        await this.#create(name);
      }
    }
  }

  async #create(name: string): Promise<void> {
    const { items } = await this.client.list(resourceTypes.nodes);
    const free = items.filter(({ spec }) => !spec?.unschedulable);
    if (free.length > 0) {
      const node = this.#oneOf(free).metadata.name;
      await this.client.create(resourceTypes.pods, samplePod(name, node));
      await this.#putStatus(name);
      await this.#tellHealth();
    }
  }

  async #remove(name: string): Promise<void> {
    const key = { namespace: NAMESPACE, name };
    this.#failingBefore.delete(name);
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

  /** Has all instances say how they fare, and puts it down. */
  async #tellHealth(): Promise<void> {
    const { items } = await this.client.list(resourceTypes.pods, {
      namespace: NAMESPACE,
    });
    const isFailing = this.#failingUntilMs !== undefined;
    for (const { metadata } of items) {
      await this.#putStatus(metadata.name);
    }
    const failing = items.filter(
      ({ metadata }) => !this.#failingBefore.has(metadata.name),
    ).length;
    this.history.push({
      what: 'health',
      atMs: this.clock.now(),
      failing: isFailing ? failing : 0,
    });
  }

  async #putStatus(name: string): Promise<void> {
    const isFailing =
      this.#failingBefore.has(name) || this.#failingUntilMs !== undefined;
    await this.client.patch(
      resourceTypes.pods,
      { namespace: NAMESPACE, name },
      'merge',
      { status: statusOf(isFailing, this.clock.now()) },
      { subresource: 'status' },
    );
  }

  #edited(object: string, isCordoned?: boolean): void {
    this.edited.add(object);
    this.history.push({
      what: 'edit',
      atMs: this.clock.now(),
      object,
      ...(isCordoned !== undefined && { isCordoned }),
    });
  }

  #oneOf<T>(all: readonly T[]): T {
    return all[Math.floor(this.random.next() * all.length)];
  }

  #upTo(most: number): number {
    return Math.ceil(this.random.next() * most);
  }
}
