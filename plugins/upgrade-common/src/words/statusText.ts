import { FindingStatus } from '../model/finding';
import { Verdict } from '../model/health';
import { StepStatus, UpgradeOutcome, UpgradeStatus } from '../model/upgrade';

const STATUS: Record<UpgradeStatus, string> = {
  queued: 'Queued',
  snapshotting: 'Saving snapshot',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  'needs-attention': 'Needs decision',
  cancelling: 'Cancelling',
  'rolling-back': 'Rolling back',
  'checking-restore': 'Checking restore',
  finished: 'Finished',
};

const OUTCOME: Record<UpgradeOutcome, string> = {
  completed: 'Completed',
  'completed-with-overrides': 'Completed with accepted risks',
  'cancelled-unchanged': 'Cancelled, nothing changed',
  'stopped-mixed': 'Stopped, mixed versions',
  'rolled-back': 'Rolled back, restored',
  'rolled-back-with-leftovers': 'Rolled back, leftovers',
  'rollback-failed': 'Rollback failed, needs you',
};

const STEP: Record<StepStatus, string> = {
  pending: 'Not begun',
  running: 'Running',
  waiting: 'Waiting',
  done: 'Done',
  failed: 'Failed',
  abandoned: 'Given up',
};

const VERDICT: Record<Verdict, string> = {
  good: 'Good',
  watch: 'Watch',
  breach: 'Breach',
  'no-data': 'No data',
  'known-before-start': 'Known before start',
};

const FINDING: Record<FindingStatus, string> = {
  pass: 'Passed',
  warning: 'Warning',
  'soft-block': 'Blocks, can be accepted',
  'hard-block': 'Blocks',
  'not-checked': 'Not checked',
};

/**
 * Where an upgrade is, in one or two words.
 *
 * @public
 */
export function statusText(status: UpgradeStatus): string {
  return STATUS[status];
}

/**
 * How an upgrade ended.
 *
 * @public
 */
export function outcomeText(outcome: UpgradeOutcome): string {
  return OUTCOME[outcome];
}

/**
 * Where a step is.
 *
 * @public
 */
export function stepStatusText(status: StepStatus): string {
  return STEP[status];
}

/**
 * How an application does.
 *
 * @public
 */
export function verdictText(verdict: Verdict): string {
  return VERDICT[verdict];
}

/**
 * What a check found.
 *
 * @public
 */
export function findingStatusText(status: FindingStatus): string {
  return FINDING[status];
}
