import { PlanKind, UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';

interface StepRecord {
  plan: PlanKind;
  stepId: string;
  attempt: number;
  status: 'pending' | 'under-way' | 'over' | 'failed' | 'stopped';
  startedAtMs: number;
  /** Objects that it said it would change in this attempt, as `<kind>/<name>`. */
  intents: Set<string>;
}

/**
 * Where each step is, read from events alone: deliberately not by the code that the engine reads them with.
 */
export class StepLog {
  readonly #steps = new Map<string, StepRecord>();
  activePlan: PlanKind = 'upgrade';

  apply(event: UpgradeEvent, atMs: number): void {
    switch (event.type) {
      case 'rollback-begun':
        this.activePlan = 'rollback';
        this.#stopAll();
        break;
      case 'cancel-begun':
        this.activePlan = 'cleanup';
        this.#stopAll();
        break;
      case 'needs-attention':
        this.#stopAll();
        break;
      case 'step-started':
        Object.assign(this.#stepOf(event.data), {
          attempt: event.data.attempt,
          status: 'under-way',
          startedAtMs: atMs,
          intents: new Set(),
        });
        break;
      case 'step-intent':
        if (event.data.object) {
          const { kind, name } = event.data.object;
          this.#stepOf(event.data).intents.add(`${kind}/${name}`);
        }
        break;
      case 'step-done':
      case 'step-abandoned':
        this.#stepOf(event.data).status = 'over';
        break;
      case 'step-failed':
        this.#stepOf(event.data).status = 'failed';
        break;
      case 'step-retried':
        this.#stepOf(event.data).status = 'pending';
        break;
      default:
    }
  }

  find(plan: PlanKind, stepId: string): StepRecord | undefined {
    return this.#steps.get(`${plan}/${stepId}`);
  }

  isBegun(plan: PlanKind, stepId: string): boolean {
    return (this.find(plan, stepId)?.attempt ?? 0) > 0;
  }

  /** Steps under way that said that they would change one of these objects. */
  meaning(objects: readonly string[]): StepRecord[] {
    return [...this.#steps.values()].filter(
      ({ status, intents }) =>
        status === 'under-way' && objects.some(object => intents.has(object)),
    );
  }

  /** What goes on after that begins anew. */
  #stopAll(): void {
    for (const step of this.#steps.values()) {
      step.status = step.status === 'under-way' ? 'stopped' : step.status;
    }
  }

  #stepOf(key: { plan: PlanKind; stepId: string }): StepRecord {
    const name = `${key.plan}/${key.stepId}`;
    const step = this.#steps.get(name) ?? {
      ...{ plan: key.plan, stepId: key.stepId },
      attempt: 0,
      status: 'pending',
      startedAtMs: 0,
      intents: new Set(),
    };
    this.#steps.set(name, step);
    return step;
  }
}
