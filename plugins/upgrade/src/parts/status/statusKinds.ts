import {
  FindingStatus,
  StepStatus,
  UpgradeOutcome,
  UpgradeStatus,
  Verdict,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Every state has a shape of its own, so that colour is never needed to tell two apart. */
export type Glyph =
  | 'waiting'
  | 'running'
  | 'done'
  | 'needs-you'
  | 'warning'
  | 'failed'
  | 'paused'
  | 'rolling-back'
  | 'rolled-back'
  | 'skipped'
  | 'unknown';

/** Which family of colour tokens goes with a shape. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export const TONES: Record<Glyph, Tone> = {
  waiting: 'neutral',
  running: 'info',
  done: 'success',
  'needs-you': 'warning',
  warning: 'warning',
  failed: 'danger',
  paused: 'neutral',
  'rolling-back': 'info',
  'rolled-back': 'neutral',
  skipped: 'neutral',
  unknown: 'neutral',
};

const UPGRADE: Record<Exclude<UpgradeStatus, 'finished'>, Glyph> = {
  queued: 'waiting',
  snapshotting: 'running',
  running: 'running',
  pausing: 'paused',
  paused: 'paused',
  'needs-attention': 'needs-you',
  cancelling: 'rolling-back',
  'rolling-back': 'rolling-back',
  'checking-restore': 'rolling-back',
};

const OUTCOME: Record<UpgradeOutcome, Glyph> = {
  completed: 'done',
  'completed-with-overrides': 'done',
  'cancelled-unchanged': 'skipped',
  'stopped-mixed': 'warning',
  'rolled-back': 'rolled-back',
  'rolled-back-with-leftovers': 'warning',
  'rollback-failed': 'failed',
};

const STEP: Record<StepStatus, Glyph> = {
  pending: 'waiting',
  running: 'running',
  waiting: 'running',
  done: 'done',
  failed: 'failed',
  abandoned: 'skipped',
};

const VERDICT: Record<Verdict, Glyph> = {
  good: 'done',
  watch: 'warning',
  breach: 'failed',
  'no-data': 'unknown',
  'known-before-start': 'skipped',
};

const FINDING: Record<FindingStatus, Glyph> = {
  pass: 'done',
  warning: 'warning',
  'soft-block': 'needs-you',
  'hard-block': 'failed',
  'not-checked': 'unknown',
};

export const glyphOfOutcome = (outcome: UpgradeOutcome): Glyph =>
  OUTCOME[outcome];

export function glyphOfUpgrade(upgrade: {
  status: UpgradeStatus;
  outcome?: UpgradeOutcome;
}): Glyph {
  if (upgrade.status !== 'finished') {
    return UPGRADE[upgrade.status];
  }
  return upgrade.outcome ? OUTCOME[upgrade.outcome] : 'unknown';
}

/** The translation key of the word that goes with the glyph. */
export function wordOfUpgrade(upgrade: {
  status: UpgradeStatus;
  outcome?: UpgradeOutcome;
}) {
  return upgrade.status === 'finished' && upgrade.outcome
    ? (`parts.outcome.${upgrade.outcome}` as const)
    : (`parts.status.${upgrade.status}` as const);
}

export const glyphOfStep = (status: StepStatus): Glyph => STEP[status];
export const glyphOfVerdict = (verdict: Verdict): Glyph => VERDICT[verdict];
export const glyphOfFinding = (status: FindingStatus): Glyph => FINDING[status];
