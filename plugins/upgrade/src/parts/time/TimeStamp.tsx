import { ageText } from '@cluster-upgrade/plugin-upgrade-common';
import { useServerNow } from './clock';
import { momentText, utcText } from './formats';
import { useLocale } from './useLocale';

/** A moment: local time, how long ago it was when asked for, UTC on hover. */
export function TimeStamp({
  atMs,
  withAge = false,
}: {
  atMs: number;
  withAge?: boolean;
}) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={utcText(atMs, locale)}>
      {momentText(atMs, Date.now(), locale)}
      {withAge && <Age atMs={atMs} />}
    </time>
  );
}

function Age({ atMs }: { atMs: number }) {
  return <> ({ageText(atMs, useServerNow())})</>;
}
