import {
  UpgradeState,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeStore } from '../../database/UpgradeStore';

type Progress = NonNullable<UpgradeSummary['progress']>;

interface Counted {
  plan: UpgradeState['activePlan'];
  seq: number;
  atMs: number;
  progress: Progress;
}

/**
 * How old a count may be. Counting reads all steps, of which a large cluster has tens of thousands, and
 * every open list asks for it.
 */
const MAX_AGE_MS = 3_000;

/** Counts that are kept; a cluster has at most one unfinished upgrade. */
const MAX_KEPT = 1_000;

/** How far unfinished upgrades are, counted at most once in a while. */
export class UpgradeProgress {
  readonly #store: UpgradeStore;
  readonly #clock: Clock;
  readonly #countedById = new Map<string, Counted>();

  constructor(options: { store: UpgradeStore; clock: Clock }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  async of(state: Omit<UpgradeState, 'steps'>): Promise<Progress> {
    const present = this.#countedById.get(state.id);
    const isFresh =
      present?.plan === state.activePlan &&
      (present.seq === state.seq ||
        this.#clock.now() - present.atMs <= MAX_AGE_MS);
    if (present && isFresh) {
      return present.progress;
    }
    const progress = await this.#count(state, present);
    if (this.#countedById.size >= MAX_KEPT) {
      this.#countedById.clear();
    }
    this.#countedById.set(state.id, {
      plan: state.activePlan,
      seq: state.seq,
      atMs: this.#clock.now(),
      progress,
    });
    return progress;
  }

  async #count(
    { id, activePlan }: Omit<UpgradeState, 'steps'>,
    earlier: Counted | undefined,
  ): Promise<Progress> {
    const { steps } = await this.#store.readState(id);
    const states = Object.values(steps[activePlan]);
    // A plan never changes, so its size is read once.
    const total =
      earlier?.plan === activePlan
        ? earlier.progress.total
        : (await this.#store.readPlan(id, activePlan))?.steps.length;
    return {
      done: states.filter(({ status }) => status === 'done').length,
      total: total ?? states.length,
    };
  }
}
