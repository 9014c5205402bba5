import { UpgradeEvent } from './event';
import { evolve } from './evolve';
import { PlanKind } from './plan';
import { StepKey } from './stepTable';
import { StepState, UpgradeState } from './upgrade';

type StepTables = Record<PlanKind, Record<string, StepState>>;

const NO_STEPS: StepTables = { upgrade: {}, rollback: {}, cleanup: {} };

/**
 * The state after a batch of events: what folding `evolve` over them gives, but in time that doesn't
 * grow with the number of steps. `evolve` copies the table of steps for each event; with some
 * ten thousand steps and a thousand events that would hold up the page for seconds. Here each event
 * meets only its own step, and the table is copied once per batch.
 *
 * Events that the state holds already are left out, so that a batch may overlap with a snapshot.
 *
 * @throws IllegalTransitionError when an event is missing or can't follow
 * @public
 */
export function applyEvents(
  state: UpgradeState,
  events: readonly UpgradeEvent[],
): UpgradeState {
  const fresh = events.filter(event => event.seq > state.seq);
  if (fresh.length === 0) {
    return state;
  }
  const tables = new Tables(state.steps);
  let lean: UpgradeState = { ...state, steps: NO_STEPS };
  for (const event of fresh) {
    const key = stepKeyOf(event);
    const next = evolve(
      key ? tables.withOnly(lean, key) : { ...lean, steps: tables.all },
      event,
    );
    if (key) {
      tables.put(key, next.steps[key.plan][key.stepId]);
    } else {
      tables.replace(next.steps);
    }
    lean = { ...next, steps: NO_STEPS };
  }
  return { ...lean, steps: tables.all };
}

/** Undefined: the event is about no step, or about all that are under way. */
function stepKeyOf({ data }: UpgradeEvent): StepKey | undefined {
  return data && 'stepId' in data && Object.hasOwn(NO_STEPS, data.plan)
    ? data
    : undefined;
}

/** The tables of steps, each copied when it is first written to. */
class Tables {
  readonly #copied = new Set<PlanKind>();
  all: StepTables;

  constructor(original: StepTables) {
    this.all = original;
  }

  withOnly(state: UpgradeState, { plan, stepId }: StepKey): UpgradeState {
    const step = this.all[plan][stepId];
    return step
      ? { ...state, steps: { ...NO_STEPS, [plan]: { [stepId]: step } } }
      : state;
  }

  /** What an event made of all steps; tables that it left alone stay the same. */
  replace(tables: StepTables): void {
    for (const plan of Object.keys(tables) as PlanKind[]) {
      if (tables[plan] !== this.all[plan]) {
        // Made by this event: nobody else has it.
        this.#copied.add(plan);
      }
    }
    this.all = tables;
  }

  put({ plan, stepId }: StepKey, step: StepState | undefined): void {
    if (!step) {
      return;
    }
    if (!this.#copied.has(plan)) {
      this.#copied.add(plan);
      this.all = { ...this.all, [plan]: { ...this.all[plan] } };
    }
    this.all[plan][stepId] = step;
  }
}
