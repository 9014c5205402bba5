import { isFinal, UpgradeEventType } from './event';
import { UpgradeStatus } from './upgrade';

/** Steps are run by these. */
const AT_WORK = ['running', 'pausing', 'cancelling', 'rolling-back'] as const;

/**
 * Statuses in which an event of each type may occur: those that are listed, every one but the last
 * (`unfinished`), or every one (`always`). It names every type, so that a new one does not compile before it
 * has its place.
 */
const ALLOWED_IN: Readonly<
  Record<
    // The first event comes before there is a status.
    Exclude<UpgradeEventType, 'created'>,
    readonly UpgradeStatus[] | 'unfinished' | 'always'
  >
> = {
  claimed: 'unfinished',
  'snapshot-begun': ['queued'],
  'snapshot-taken': ['snapshotting'],
  started: ['snapshotting'],
  'step-started': AT_WORK,
  'step-intent': AT_WORK,
  'step-progress': AT_WORK,
  'step-waiting': AT_WORK,
  'step-done': AT_WORK,
  'step-failed': AT_WORK,
  'step-abandoned': 'unfinished',
  'step-retried': 'unfinished',
  'health-changed': 'unfinished',
  'threshold-exceeded': 'unfinished',
  silenced: 'unfinished',
  'control-requested': 'unfinished',
  'control-refused': 'unfinished',
  'lane-skipped': 'unfinished',
  'pause-begun': ['running', 'cancelling', 'rolling-back'],
  paused: ['pausing', 'queued'],
  resumed: ['paused', 'pausing'],
  'needs-attention': [
    'queued',
    'running',
    'pausing',
    'snapshotting',
    'cancelling',
    'rolling-back',
    'checking-restore',
  ],
  retried: ['needs-attention'],
  'cancel-begun': [
    'queued',
    'snapshotting',
    'running',
    'pausing',
    'paused',
    'needs-attention',
  ],
  'rollback-begun': ['running', 'pausing', 'paused', 'needs-attention'],
  'restore-check-begun': ['rolling-back', 'pausing'],
  'restore-checked': ['checking-restore'],
  finished: 'unfinished',
  note: 'always',
};

/**
 * Whether an event that this release knows may occur to an upgrade that has a status.
 *
 * @internal
 */
export function mayOccurIn(
  status: UpgradeStatus,
  type: UpgradeEventType,
): boolean {
  if (type === 'created') {
    return false;
  }
  const allowed = ALLOWED_IN[type];
  if (typeof allowed === 'string') {
    return allowed === 'always' || !isFinal(status);
  }
  return allowed.includes(status);
}
