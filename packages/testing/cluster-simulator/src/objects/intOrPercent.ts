/**
 * A count, or a percentage of `total`, as Kubernetes' `IntOrString`.
 *
 * @internal
 */
export function resolveIntOrPercent(
  value: number | string | undefined,
  total: number,
  rounding: 'up' | 'down',
): number {
  if (value === undefined) {
    return 0;
  }
  if (typeof value === 'number') {
    return value;
  }
  if (!value.endsWith('%')) {
    return Number(value) || 0;
  }
  const exact = (Number(value.slice(0, -1)) * total) / 100;
  return rounding === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
