import { canTrigger, Threshold } from '@cluster-upgrade/plugin-upgrade-common';
import { StatusLabel } from '../parts/status/StatusLabel';
import { useText } from '../parts/useText';

/** Warns of a threshold that allows as many failures as there are instances. */
export function NeverTriggers({
  threshold,
  applicationId,
  desired,
}: {
  threshold: Threshold;
  applicationId: string;
  /** Absent: not known, so nothing is said. */
  desired: number | undefined;
}) {
  const t = useText();
  if (desired === undefined || canTrigger(threshold, desired)) {
    return null;
  }
  return (
    <div role="status">
      <StatusLabel glyph="warning" isPlain>
        {t('threshold.neverTriggers', {
          application: applicationId,
          count: desired,
        })}
      </StatusLabel>
    </div>
  );
}
