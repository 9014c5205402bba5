import { ageText } from '@cluster-upgrade/plugin-upgrade-common';
import { useServerNow } from './clock';
import { momentText, utcText } from './formats';
import { useLocale } from './useLocale';

/** A moment: local time, how long ago it was when asked for, UTC on hover and for screen readers. */
export function TimeStamp({
  atMs,
  withAge = false,
}: {
  atMs: number;
  withAge?: boolean;
}) {
  const locale = useLocale();
  const nowMs = useServerNow();
  const text = momentText(atMs, nowMs, locale);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={utcText(atMs, locale)}>
      {withAge ? `${text} (${ageText(atMs, nowMs)})` : text}
    </time>
  );
}
