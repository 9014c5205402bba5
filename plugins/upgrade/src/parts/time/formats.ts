/** Making a formatter takes far longer than using one, and a page has hundreds of times on it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormat(
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

const DATE_AND_TIME = { dateStyle: 'medium', timeStyle: 'medium' } as const;

/** A moment for people: the time of day, with the date unless it is today. */
export function momentText(
  atMs: number,
  nowMs: number,
  locale: string | undefined,
): string {
  const at = new Date(atMs);
  const isToday = at.toDateString() === new Date(nowMs).toDateString();
  const options = isToday ? ({ timeStyle: 'medium' } as const) : DATE_AND_TIME;
  return dateFormat(locale, options).format(at);
}

/** The same moment for readers in other places. */
export function utcText(atMs: number, locale: string | undefined): string {
  const options = { ...DATE_AND_TIME, timeZone: 'UTC' } as const;
  return `${dateFormat(locale, options).format(new Date(atMs))} UTC`;
}

/** `a, b and c` in the reader's language. */
export function listText(
  items: readonly string[],
  locale: string | undefined,
): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}
