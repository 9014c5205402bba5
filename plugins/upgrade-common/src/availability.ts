import { Message } from './model/message';
import { whoText } from './words/people';
import { ControlAction, UpgradeState, UpgradeStatus } from './model/upgrade';

/**
 * What a person can do to an upgrade.
 *
 * @public
 */
export type UpgradeAction = ControlAction | 'silence' | 'note';

/** @public */
export type ActionAvailability =
  { available: true } | { available: false; reason: Message };

/** @public */
export const UPGRADE_ACTIONS: readonly UpgradeAction[] = [
  'pause',
  'resume',
  'cancel',
  'rollback',
  'retry',
  'skip',
  'end',
  'silence',
  'note',
];

/**
 * What can be done to an upgrade in its present state, and why the rest can't. The server refuses by
 * this table and the screens disable by it, so that both say the same. Permissions are a separate
 * question.
 *
 * @public
 */
export function availableActions(
  state: UpgradeState,
): Record<UpgradeAction, ActionAvailability> {
  const entries = UPGRADE_ACTIONS.map(action => {
    const reason = refusalOf(action, state);
    return [
      action,
      reason ? { available: false, reason } : { available: true },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<
    UpgradeAction,
    ActionAvailability
  >;
}

type Refusal = readonly [code: string, text: string];

const FINISHED: Refusal = [
  'upgrade-finished',
  'The upgrade has finished; nothing about it can be changed any more.',
];
const CANCELLING: Refusal = [
  'upgrade-cancelling',
  'The upgrade is being cancelled: what it borrowed is given back first.',
];
const ROLLING_BACK: Refusal = [
  'upgrade-rolling-back',
  'The upgrade is being rolled back, which runs to its end.',
];
const CHECKING: Refusal = [
  'restore-being-checked',
  'The rollback is over; the cluster is being compared with the snapshot.',
];
const NEEDS_DECISION: Refusal = [
  'decision-needed',
  'Nothing runs: the upgrade waits for a decision to retry, roll back or cancel.',
];
const NOTHING_FAILED: Refusal = [
  'nothing-failed',
  'No step has failed, so there is nothing to try again.',
];
const NOT_PAUSED: Refusal = ['not-paused', 'The upgrade is not paused.'];
const NOTHING_CHANGED: Refusal = [
  'nothing-changed-yet',
  'Nothing has been changed on the cluster yet: cancel instead.',
];
const NOTHING_TO_LEAVE: Refusal = [
  'cancel-first',
  'The upgrade ends with leftovers only when giving back what was borrowed has failed: cancel it first.',
];
const NOT_ACTING: Refusal = [
  'thresholds-act-no-more',
  'Failure thresholds do not act any more while the upgrade is taken back or stopped.',
];

const OVER = {
  cancelling: CANCELLING,
  'rolling-back': ROLLING_BACK,
  'checking-restore': CHECKING,
  finished: FINISHED,
} as const;

/** An action is available in the statuses that are not listed. */
const REFUSED: Record<
  UpgradeAction,
  Partial<Record<UpgradeStatus, Refusal>>
> = {
  pause: {
    'checking-restore': CHECKING,
    finished: FINISHED,
    snapshotting: [
      'snapshot-being-taken',
      'The snapshot is being saved; pausing is possible as soon as the first step runs.',
    ],
    pausing: [
      'already-pausing',
      'A pause is under way: what was begun is held where it can be, and else finished first.',
    ],
    paused: ['already-paused', 'The upgrade is paused already.'],
    'needs-attention': NEEDS_DECISION,
  },
  resume: {
    ...OVER,
    queued: NOT_PAUSED,
    snapshotting: NOT_PAUSED,
    running: NOT_PAUSED,
    'needs-attention': NEEDS_DECISION,
  },
  cancel: OVER,
  rollback: {
    ...OVER,
    queued: NOTHING_CHANGED,
    snapshotting: NOTHING_CHANGED,
  },
  retry: {
    ...OVER,
    queued: NOTHING_FAILED,
    snapshotting: NOTHING_FAILED,
    running: NOTHING_FAILED,
    pausing: NOTHING_FAILED,
    paused: NOTHING_FAILED,
  },
  skip: {
    queued: NOTHING_CHANGED,
    snapshotting: NOTHING_CHANGED,
    'checking-restore': CHECKING,
    finished: FINISHED,
  },
  end: {
    ...OVER,
    queued: NOTHING_TO_LEAVE,
    snapshotting: NOTHING_TO_LEAVE,
    running: NOTHING_TO_LEAVE,
    pausing: NOTHING_TO_LEAVE,
    paused: NOTHING_TO_LEAVE,
  },
  silence: {
    cancelling: NOT_ACTING,
    'rolling-back': NOT_ACTING,
    'checking-restore': NOT_ACTING,
    finished: FINISHED,
  },
  note: {},
};

function refusalOf(
  action: UpgradeAction,
  state: UpgradeState,
): Message | undefined {
  const refusal =
    REFUSED[action][state.status] ??
    refusalByPlan(action, state) ??
    refusalByRequest(action, state);
  return refusal && { code: refusal[0], text: refusal[1] };
}

/** What the status alone doesn't tell: how far the upgrade had come, and which plan it runs. */
function refusalByPlan(
  action: UpgradeAction,
  state: UpgradeState,
): Refusal | undefined {
  if (action === 'rollback' && state.startedAtMs === undefined) {
    return NOTHING_CHANGED;
  }
  if (action === 'skip' && state.startedAtMs === undefined) {
    return NOTHING_CHANGED;
  }
  if (action === 'rollback' && state.activePlan === 'rollback') {
    return [
      'rollback-failed-retry',
      'The rollback itself needs attention: retry it, or cancel to leave the rest as it is.',
    ];
  }
  if (action === 'cancel' && state.activePlan === 'cleanup') {
    return [
      'cleanup-failed-retry',
      'Giving back what was borrowed failed: retry it, or end with what is left over.',
    ];
  }
  if (action === 'end' && state.activePlan !== 'cleanup') {
    return NOTHING_TO_LEAVE;
  }
  if (action === 'silence' && state.activePlan !== 'upgrade') {
    return NOT_ACTING;
  }
  return undefined;
}

const WORDS: Record<ControlAction, string> = {
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
  rollback: 'roll back',
  retry: 'retry',
  skip: 'skip a part',
  end: 'end it with leftovers',
};

/** A stronger request may replace a weaker one that was not carried out yet. */
const STRENGTH: Record<ControlAction, number> = {
  pause: 0,
  resume: 0,
  retry: 0,
  skip: 0,
  cancel: 1,
  end: 1,
  rollback: 2,
};

function refusalByRequest(
  action: UpgradeAction,
  { control }: UpgradeState,
): Refusal | undefined {
  if (!control || action === 'silence' || action === 'note') {
    return undefined;
  }
  if (control.action === action) {
    return [
      'already-requested',
      `${whoText(control.by)} asked for this already; it takes effect within seconds.`,
    ];
  }
  return STRENGTH[action] > STRENGTH[control.action]
    ? undefined
    : [
        'other-request-pending',
        `${whoText(control.by)} asked to ${WORDS[control.action]}; that is carried out first.`,
      ];
}
