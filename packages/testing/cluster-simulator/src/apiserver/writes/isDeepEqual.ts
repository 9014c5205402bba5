/**
 * Whether two JSON values are the same; a field with `undefined` counts as absent.
 *
 * @internal
 */
export function isDeepEqual(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    left === null ||
    right === null ||
    Array.isArray(left) !== Array.isArray(right)
  ) {
    return false;
  }
  if (Array.isArray(left)) {
    const other = right as unknown[];
    return (
      left.length === other.length &&
      left.every((item, index) => isDeepEqual(item, other[index]))
    );
  }
  const leftFields = left as Record<string, unknown>;
  const rightFields = right as Record<string, unknown>;
  for (const field of Object.keys(leftFields)) {
    if (!isDeepEqual(leftFields[field], rightFields[field])) {
      return false;
    }
  }
  return Object.keys(rightFields).every(
    field =>
      rightFields[field] === undefined || leftFields[field] !== undefined,
  );
}
