/**
 * A text as a sentence: one full stop at the end. The first letter stays as it is, since it may belong
 * to a name; only a leading article is written large.
 *
 * @internal
 */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const ended = /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return ended.replace(/^the /, 'The ');
}

/**
 * A text as part of a sentence: without full stop at the end.
 *
 * @internal
 */
export function clause(text: string): string {
  return text.trim().replace(/[.!]+$/, '');
}

/**
 * A number with its noun: `1 node`, `3 nodes`.
 *
 * @public
 */
export function counted(
  count: number,
  singular: string,
  plural = `${singular}s`,
): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
