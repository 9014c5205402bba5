import {
  ClusterClient,
  KubeObject,
  Random,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { HistoryEntry } from '../History';
import { ClusterLife } from '../Scenario';
import { nodeStatus } from './nodeStatus';
import { SampleApplication } from './SampleApplication';
import { NAMESPACE, SampleCase } from './SampleCase';

const MAX_CORDON_MS = 480_000;
const MAX_ABSENCE_MS = 60_000;
const MAX_LOST_MS = 300_000;

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
  /** Nodes that give no sign of life, with until when. */
  readonly #lostUntilMs = new Map<string, number>();
  readonly #application: SampleApplication;
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
    this.#application = new SampleApplication(
      ...([drawn, client, clock, random, history] as const),
    );
  }

  async goOn(): Promise<void> {
    const nowMs = this.clock.now();
    for (const [node, untilMs] of this.cordonedUntilMs) {
      if (nowMs >= untilMs) {
        await this.#uncordon(node);
      }
    }
    for (const [node, untilMs] of this.#lostUntilMs) {
      if (nowMs >= untilMs) {
        await this.#setLost(node, false);
      }
    }
    for (const [name, { object, untilMs }] of this.#absent) {
      if (nowMs >= untilMs) {
        this.#absent.delete(name);
        await this.client.create(resourceTypes.configMaps, object);
        this.#edited(`ConfigMap/${name}`);
      }
    }
    await this.#application.goOn();
  }

  fail(): Promise<void> {
    return this.#application.fail();
  }

  async loseNode(): Promise<void> {
    const { name } = this.#oneOf(this.drawn.nodes);
    if (!this.#lostUntilMs.has(name)) {
      const untilMs = this.clock.now() + this.#upTo(MAX_LOST_MS);
      this.#lostUntilMs.set(name, untilMs);
      await this.#setLost(name, true);
    }
  }

  async edit(): Promise<void> {
    const edits = [
      () => this.cordon(this.#oneOf(this.drawn.nodes).name),
      () => this.cordon(this.#oneOf(this.drawn.nodes).name),
      () => this.#lift(),
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

  remake({ name }: { namespace: string; name: string }): Promise<void> {
    return this.#application.remake(name);
  }

  /** What a ConfigMap holds, one that is to be made anew included. */
  async contentOf(name: string): Promise<Record<string, string>> {
    const absent = this.#absent.get(name)?.object;
    const key = { namespace: NAMESPACE, name };
    const found =
      absent ?? (await this.client.get(resourceTypes.configMaps, key));
    return found.data ?? {};
  }

  async cordon(name: string): Promise<void> {
    const { spec } = await this.client.get(resourceTypes.nodes, { name });
    if (!spec?.unschedulable && !this.cordonedUntilMs.has(name)) {
      const untilMs = this.clock.now() + this.#upTo(MAX_CORDON_MS);
      this.cordonedUntilMs.set(name, untilMs);
      await this.#setCordon(name, true);
    }
  }

  /** Somebody uncordons a node that was cordoned before the start. */
  async #lift(): Promise<void> {
    const wasCordoned = this.drawn.nodes.filter(
      ({ name, isCordoned }) => isCordoned && this.cordonedUntilMs.has(name),
    );
    if (wasCordoned.length > 0) {
      await this.#uncordon(this.#oneOf(wasCordoned).name);
    }
  }

  async #uncordon(node: string): Promise<void> {
    this.cordonedUntilMs.delete(node);
    await this.#setCordon(node, false);
  }

  async #setLost(node: string, isLost: boolean): Promise<void> {
    if (!isLost) {
      this.#lostUntilMs.delete(node);
    }
    const nowMs = this.clock.now();
    await this.client.patch(
      resourceTypes.nodes,
      { name: node },
      'merge',
      { status: nodeStatus(isLost, nowMs) },
      { subresource: 'status' },
    );
    this.history.push({ what: 'node', atMs: nowMs, node, isLost });
    await this.#application.setLost(node, isLost);
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
