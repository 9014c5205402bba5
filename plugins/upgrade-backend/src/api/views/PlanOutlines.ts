import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  outlinePlan,
  PlanKind,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeStore } from '../../database/UpgradeStore';
import { withoutComponents } from '../../redaction/hiddenComponents';
import { changesWithoutValues } from '../../redaction/redactPlan';

/** Outlines that are kept, some hundred kilobytes each with thousands of nodes. */
const MAX_KEPT = 50;

const pack = promisify(gzip);

/**
 * Outlines of plans as JSON, packed with gzip. A plan never changes, and with thousands of nodes reading
 * and packing one takes seconds of a processor: each is read once, however many people open the page. All of
 * them get the same, so that it names no Component: not each of them may see it in the catalog.
 */
export class PlanOutlines {
  readonly #store: Pick<UpgradeStore, 'readPlan'>;
  /** The one that was asked for last comes last. */
  readonly #packedByKey = new Map<string, Promise<Buffer | undefined>>();

  constructor(options: { store: Pick<UpgradeStore, 'readPlan'> }) {
    this.#store = options.store;
  }

  /** Undefined when the upgrade has no such plan yet. */
  async of(upgradeId: string, kind: PlanKind): Promise<Buffer | undefined> {
    const key = keyOf(upgradeId, kind);
    const packed = this.#packedByKey.get(key) ?? this.#read(upgradeId, kind);
    this.#keep(key, packed);
    try {
      if ((await packed) === undefined) {
        this.#forget(key, packed);
      }
    } catch (error) {
      this.#forget(key, packed);
      throw error;
    }
    return packed;
  }

  /** Takes note of a plan that is at hand, so that the first one who asks needn't wait. */
  put(upgradeId: string, plan: UpgradePlan): void {
    const packed = packedOutline(plan);
    // Whoever asks for it is told.
    packed.catch(() => {});
    this.#keep(keyOf(upgradeId, plan.kind), packed);
  }

  async #read(upgradeId: string, kind: PlanKind): Promise<Buffer | undefined> {
    const plan = await this.#store.readPlan(upgradeId, kind);
    return plan && packedOutline(plan);
  }

  #keep(key: string, packed: Promise<Buffer | undefined>): void {
    this.#packedByKey.delete(key);
    this.#packedByKey.set(key, packed);
    const [oldest] = this.#packedByKey.keys();
    if (this.#packedByKey.size > MAX_KEPT) {
      this.#packedByKey.delete(oldest);
    }
  }

  #forget(key: string, packed: Promise<Buffer | undefined>): void {
    if (this.#packedByKey.get(key) === packed) {
      this.#packedByKey.delete(key);
    }
  }
}

function keyOf(upgradeId: string, kind: PlanKind): string {
  return `${upgradeId}/${kind}`;
}

function packedOutline(plan: UpgradePlan): Promise<Buffer> {
  return pack(
    withoutComponents(
      JSON.stringify({
        ...outlinePlan(plan),
        changes: changesWithoutValues(plan.changes),
      }),
    ),
  );
}
