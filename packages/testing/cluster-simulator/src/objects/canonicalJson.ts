/**
 * JSON with sorted keys and without undefined, null or empty fields, so that two spellings of the
 * same object compare equal.
 *
 * @internal
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonical(value) ?? null);
}

/**
 * The same apart from what is empty or absent.
 *
 * @internal
 */
export function isSameContent(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length
      ? value.map(item => canonical(item) ?? null)
      : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .map(([key, field]) => [key, canonical(field)] as const)
      .filter(([, field]) => field !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.length ? Object.fromEntries(entries) : undefined;
  }
  return value === null ? undefined : value;
}
