/**
 * A selector as objects carry it (`spec.selector`).
 *
 * @public
 */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: ReadonlyArray<{
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: readonly string[];
  }>;
}

/**
 * Whether labels match a selector. An empty selector matches everything, an absent one nothing, as in
 * policy/v1.
 *
 * @public
 */
export function matchesLabels(
  selector: LabelSelector | undefined | null,
  labels: Readonly<Record<string, string>> = {},
): boolean {
  if (!selector) {
    return false;
  }
  const hasLabels = Object.entries(selector.matchLabels ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
  return (
    hasLabels &&
    (selector.matchExpressions ?? []).every(
      ({ key, operator, values = [] }) => {
        switch (operator) {
          case 'In':
            return key in labels && values.includes(labels[key]);
          case 'NotIn':
            return !(key in labels) || !values.includes(labels[key]);
          case 'Exists':
            return key in labels;
          default:
            return !(key in labels);
        }
      },
    )
  );
}

/**
 * The same selector as a query parameter: `app=shop,tier in (web,api)`.
 *
 * @public
 */
export function selectorText(selector: LabelSelector): string {
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]) => `${key}=${value}`,
    ),
    ...(selector.matchExpressions ?? []).map(
      ({ key, operator, values = [] }) => {
        switch (operator) {
          case 'In':
            return `${key} in (${values.join(',')})`;
          case 'NotIn':
            return `${key} notin (${values.join(',')})`;
          case 'Exists':
            return key;
          default:
            return `!${key}`;
        }
      },
    ),
  ].join(',');
}
