/**
 * Names in a sentence, of which only the first are said: `n-1, n-2, n-3 and 2 more`.
 *
 * @public
 */
export function listed(names: readonly string[], maxNamed = 5): string {
  const rest = names.length - maxNamed;
  const said = names.slice(0, maxNamed).join(', ');
  return rest > 0 ? `${said} and ${rest} more` : said;
}
