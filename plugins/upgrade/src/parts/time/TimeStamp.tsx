import { ageText } from '@cluster-upgrade/plugin-upgrade-common';
import { useServerNow } from './clock';
import { momentText, utcText } from './formats';
import { useLocale } from './useLocale';

/** A moment: local time, with the date unless it is today, how long ago when asked for, UTC on hover. */
export function TimeStamp({
  atMs,
  withAge = false,
  withDate = false,
}: {
  atMs: number;
  withAge?: boolean;
  /** Also today: what is kept for later is read on other days. */
  withDate?: boolean;
}) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={utcText(atMs, locale)}>
      {momentText(atMs, withDate ? 0 : Date.now(), locale)}
      {withAge && <Age atMs={atMs} />}
    </time>
  );
}

function Age({ atMs }: { atMs: number }) {
  return <> ({ageText(atMs, useServerNow())})</>;
}
