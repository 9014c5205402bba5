import { momentText } from './formats';

/** As sentences name a moment: `2026-01-01 14:02:05 UTC`, `2026-01-01T14:02:05.000Z`. */
const UTC_MOMENT =
  /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(?: UTC|Z)(?!\w)/g;

/**
 * A sentence of the backend with the moments that it names in the reader's own time. They are in UTC in
 * it, since the same sentence stands in logs and in reports that others read elsewhere.
 */
export function withLocalTimes(
  text: string,
  nowMs: number,
  locale: string | undefined,
): string {
  return text.replace(UTC_MOMENT, (_, day: string, time: string) =>
    momentText(Date.parse(`${day}T${time}Z`), nowMs, locale),
  );
}
