/**
 * A value as Go prints it with `%v`, which some of upstream's messages do.
 *
 * @internal
 */
export function goFormat(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(goFormat).join(' ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => `${key}:${goFormat(item)}`);
    return `map[${fields.join(' ')}]`;
  }
  return value === null ? '<nil>' : String(value);
}

/**
 * What Go's JSON decoder calls the type of a value.
 *
 * @internal
 */
export function goJsonType(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
