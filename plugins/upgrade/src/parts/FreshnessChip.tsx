import { Connection } from '../live/connection';
import { StatusLabel } from './status/StatusLabel';
import { Glyph } from './status/statusKinds';
import { useServerNow } from './time/clock';
import { momentText } from './time/formats';
import { useLocale } from './time/useLocale';
import { useText } from './useText';

const GLYPHS: Record<Connection['status'], Glyph> = {
  connecting: 'waiting',
  live: 'done',
  delayed: 'warning',
  stale: 'unknown',
  ended: 'done',
};

/** How fresh the page is. */
export function FreshnessChip({
  connection,
  frozenSinceMs,
}: {
  connection: Connection;
  /** Since when the reader has the view stand still. */
  frozenSinceMs?: number;
}) {
  const t = useText();
  const locale = useLocale();
  const nowMs = useServerNow();
  if (frozenSinceMs !== undefined && connection.status !== 'stale') {
    return (
      <span data-testid="freshness" data-status="frozen">
        <StatusLabel glyph="paused">
          {t('parts.freshness.frozen', {
            time: momentText(frozenSinceMs, nowMs, locale),
          })}
        </StatusLabel>
      </span>
    );
  }
  return (
    <span data-testid="freshness" data-status={connection.status}>
      <StatusLabel glyph={GLYPHS[connection.status]}>
        {connection.status === 'stale'
          ? t('parts.freshness.stale', {
              time: momentText(connection.sinceMs, nowMs, locale),
            })
          : t(`parts.freshness.${connection.status}`)}
      </StatusLabel>
    </span>
  );
}
