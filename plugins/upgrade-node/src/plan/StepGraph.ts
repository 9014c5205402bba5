import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * What comes before what in a plan, through any number of steps. Dependencies on unknown steps are left
 * out, and cycles don't hang it: both are reported elsewhere.
 *
 * @internal
 */
export class StepGraph {
  readonly #stepById: Map<string, PlanStep>;
  readonly #ancestorsById = new Map<string, ReadonlySet<string>>();

  constructor(steps: readonly PlanStep[]) {
    this.#stepById = new Map(steps.map(step => [step.id, step]));
  }

  /** Ids of all steps that are done before this one begins. */
  ancestorsOf(id: string): ReadonlySet<string> {
    const known = this.#ancestorsById.get(id);
    if (known) {
      return known;
    }
    const found = new Set<string>();
    const open = [...this.#dependenciesOf(id)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!found.has(next)) {
        found.add(next);
        open.push(...this.#dependenciesOf(next));
      }
    }
    this.#ancestorsById.set(id, found);
    return found;
  }

  isInCycle(id: string): boolean {
    return this.ancestorsOf(id).has(id);
  }

  #dependenciesOf(id: string): string[] {
    const dependsOn = this.#stepById.get(id)?.dependsOn ?? [];
    return dependsOn.filter(dependency => this.#stepById.has(dependency));
  }
}
