/** @internal */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{
    key: string;
    operator: string;
    values?: string[];
  }>;
}

/**
 * Matches as `metav1.LabelSelector`: absent matches nothing, empty matches everything.
 *
 * @internal
 */
export function matchesLabelSelector(
  labels: Record<string, string> | undefined,
  selector: LabelSelector | undefined,
): boolean {
  if (!selector) {
    return false;
  }
  return (
    hasLabels(labels, selector.matchLabels) &&
    (selector.matchExpressions ?? []).every(expression =>
      matchesExpression(labels?.[expression.key], expression),
    )
  );
}

/** @internal */
export function hasLabels(
  labels: Record<string, string> | undefined,
  wanted: Record<string, string> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(
    ([key, value]) => labels?.[key] === value,
  );
}

/**
 * One expression of a label or node selector against the label's value.
 *
 * @internal
 */
export function matchesExpression(
  value: string | undefined,
  expression: { operator: string; values?: string[] },
): boolean {
  const values = expression.values ?? [];
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
