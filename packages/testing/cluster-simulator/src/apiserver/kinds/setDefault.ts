/**
 * Sets a field unless it has a value; an empty text is none.
 *
 * @internal
 */
export function setDefault(
  target: Record<string, unknown>,
  field: string,
  value: unknown,
): void {
  if (
    target[field] === undefined ||
    target[field] === null ||
    target[field] === ''
  ) {
    target[field] = value;
  }
}
