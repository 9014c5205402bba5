/**
 * A disruption budget's rule: a number, or a percentage as text.
 *
 * @public
 */
export interface BudgetRule {
  minAvailable?: number | string;
  maxUnavailable?: number | string;
}

/**
 * How many of a number of healthy instances a budget lets go; percentages round as Kubernetes does.
 *
 * @public
 */
export function disruptionsAllowed(
  replicas: number,
  { minAvailable, maxUnavailable }: BudgetRule,
): number {
  if (maxUnavailable !== undefined) {
    return Math.min(replicas, amountOf(maxUnavailable, replicas));
  }
  return minAvailable === undefined
    ? replicas
    : Math.max(0, replicas - amountOf(minAvailable, replicas));
}

/** Kubernetes rounds percentages of budgets up, for both kinds of rule. */
function amountOf(value: number | string, replicas: number): number {
  return typeof value === 'number'
    ? value
    : Math.ceil((Number.parseFloat(value) * replicas) / 100);
}
