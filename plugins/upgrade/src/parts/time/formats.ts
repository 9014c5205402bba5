/** A moment for people: the time of day, with the date unless it is today. */
export function momentText(
  atMs: number,
  nowMs: number,
  locale: string | undefined,
): string {
  const at = new Date(atMs);
  const isToday = at.toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(isToday ? {} : { dateStyle: 'medium' }),
    timeStyle: 'medium',
  }).format(at);
}

/** The same moment for readers in other places. */
export function utcText(atMs: number, locale: string | undefined): string {
  return `${new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  }).format(new Date(atMs))} UTC`;
}

/** A count with its thousands apart. */
export function countText(count: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** `a, b and c` in the reader's language. */
export function listText(
  items: readonly string[],
  locale: string | undefined,
): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}
