import { durationText } from '@cluster-upgrade/plugin-upgrade-common';
import { useText } from '../useText';
import { useServerNow } from './clock';

/** How long something has lasted, or lasted, against its limit when there is one. */
export function Elapsed({
  sinceMs,
  untilMs,
  limitMs,
}: {
  sinceMs: number;
  /** Absent: it goes on. */
  untilMs?: number;
  /** How long it may last. */
  limitMs?: number;
}) {
  const t = useText();
  const nowMs = useServerNow();
  const elapsedMs = Math.max(0, (untilMs ?? nowMs) - sinceMs);
  const elapsed = durationText(elapsedMs);
  if (limitMs === undefined) {
    return <>{elapsed}</>;
  }
  const limit = durationText(limitMs);
  return (
    <>
      {elapsedMs > limitMs
        ? t('parts.time.overLimit', { elapsed, limit })
        : t('parts.time.elapsedOfLimit', { elapsed, limit })}
    </>
  );
}
