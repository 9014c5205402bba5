import {
  outlinePlan,
  PlanKind,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeStore } from '../../database/UpgradeStore';

/** Outlines of several megabytes each that are kept; most are of upgrades that somebody watches. */
const MAX_KEPT = 8;

/**
 * Outlines of plans as JSON. A plan never changes, and with thousands of nodes reading one takes seconds
 * of a processor: each is read once, however many people open the page.
 */
export class PlanOutlines {
  readonly #store: Pick<UpgradeStore, 'readPlan'>;
  /** The one that was asked for last comes last. */
  readonly #textByKey = new Map<string, Promise<string | undefined>>();

  constructor(options: { store: Pick<UpgradeStore, 'readPlan'> }) {
    this.#store = options.store;
  }

  /** Undefined when the upgrade has no such plan yet. */
  async of(upgradeId: string, kind: PlanKind): Promise<string | undefined> {
    const key = keyOf(upgradeId, kind);
    const text = this.#textByKey.get(key) ?? this.#read(upgradeId, kind);
    this.#keep(key, text);
    try {
      if ((await text) === undefined) {
        this.#forget(key, text);
      }
    } catch (error) {
      this.#forget(key, text);
      throw error;
    }
    return text;
  }

  /** Takes note of a plan that is at hand, so that the first one who asks needn't wait. */
  put(upgradeId: string, plan: UpgradePlan): void {
    this.#keep(keyOf(upgradeId, plan.kind), Promise.resolve(textOf(plan)));
  }

  async #read(upgradeId: string, kind: PlanKind): Promise<string | undefined> {
    const plan = await this.#store.readPlan(upgradeId, kind);
    return plan && textOf(plan);
  }

  #keep(key: string, text: Promise<string | undefined>): void {
    this.#textByKey.delete(key);
    this.#textByKey.set(key, text);
    const [oldest] = this.#textByKey.keys();
    if (this.#textByKey.size > MAX_KEPT) {
      this.#textByKey.delete(oldest);
    }
  }

  #forget(key: string, text: Promise<string | undefined>): void {
    if (this.#textByKey.get(key) === text) {
      this.#textByKey.delete(key);
    }
  }
}

function keyOf(upgradeId: string, kind: PlanKind): string {
  return `${upgradeId}/${kind}`;
}

function textOf(plan: UpgradePlan): string {
  return JSON.stringify(outlinePlan(plan));
}
