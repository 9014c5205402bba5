/**
 * Something wrong with a plan, found without a cluster.
 *
 * @public
 */
export interface PlanProblem {
  /** `error`: the plan must not run. `warning`: it can, and is probably not what was meant. */
  severity: 'error' | 'warning';
  /** Kebab case, stable across releases, for example `undo-missing`. */
  rule: string;
  stepId?: string;
  text: string;
}
