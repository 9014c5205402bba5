import {
  StepOutline,
  StepState,
  StepStatus,
  PlanOutline,
  UpgradeState,
  UpgradeStatus,
  needsPerson,
  waitOf,
} from '@cluster-upgrade/plugin-upgrade-common';

/** A step of the plan that is being run, with where it is. */
export interface RunStep {
  step: StepOutline;
  state: StepState;
}

const NOT_BEGUN: StepState = { status: 'pending', attempt: 0 };

/** Steps of a plan with their states; all of them unless others are named. */
export function runSteps(
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[] = plan.steps,
): RunStep[] {
  const states = state.steps[plan.kind];
  return steps.map(step => ({ step, state: states[step.id] ?? NOT_BEGUN }));
}

/**
 * Where several steps are as one: what went wrong counts most, then what happens now; done only when
 * all are.
 */
export type GroupStatus =
  | 'failed'
  | 'blocked'
  | 'running'
  | 'done'
  | 'partly'
  | 'pending'
  /** Parts of it were given up, as when everything stops. */
  | 'abandoned'
  /** A person decided to go round it. */
  | 'skipped'
  /** Runs again what it ran before. */
  | 'returned'
  /** Nothing was done with it, and nothing will be. */
  | 'untouched';

/** Several steps as one. */
export interface GroupSummary {
  status: GroupStatus;
  done: number;
  total: number;
  /** Steps that run or wait. */
  underWay: number;
  startedAtMs?: number;
  /** When the latest step ended; absent while one is under way or to come. */
  finishedAtMs?: number;
  /** Beyond the first attempt of each step. */
  retries: number;
  /** The step that failed, waits or runs, in this order of interest. */
  current?: RunStep;
}

/** Statuses in which steps follow each other without a person's doing. */
const MOVING: readonly UpgradeStatus[] = [
  'running',
  'pausing',
  'cancelling',
  'rolling-back',
];

/**
 * Where a group of steps of a plan is. One pass: it is done for thousands of nodes at once.
 *
 * @param calledMs - when somebody was last called for a wait, see `callMoment`
 */
export function summarize(
  plan: PlanOutline,
  upgrade: UpgradeState,
  steps: readonly StepOutline[],
  calledMs: number,
): GroupSummary {
  const states = upgrade.steps[plan.kind];
  const count: Record<StepStatus, number> = {
    pending: 0,
    running: 0,
    waiting: 0,
    done: 0,
    failed: 0,
    abandoned: 0,
  };
  let isBlocked = false;
  let startedAtMs: number | undefined;
  let finishedAtMs: number | undefined;
  let retries = 0;
  let current: RunStep | undefined;
  for (const step of steps) {
    const state = states[step.id] ?? NOT_BEGUN;
    count[state.status] += 1;
    const wait = waitOf(state);
    isBlocked ||= wait !== undefined && needsPerson(wait, calledMs);
    startedAtMs = lesser(startedAtMs, state.startedAtMs);
    finishedAtMs = greater(finishedAtMs, state.finishedAtMs);
    retries += Math.max(0, state.attempt - 1);
    if (
      INTEREST[state.status] > (current ? INTEREST[current.state.status] : 0)
    ) {
      current = { step, state };
    }
  }
  const stepsUnderWay = underWay(count);
  // What was given up ended then, whatever else was to come, but for a target that the plan goes round.
  const isGivenUp = count.abandoned > 0 && upgrade.activePlan !== plan.kind;
  const isOver = stepsUnderWay === 0 && (count.pending === 0 || isGivenUp);
  return {
    status: statusOf(
      count,
      isBlocked,
      MOVING.includes(upgrade.status),
      isGivenUp,
    ),
    done: count.done,
    total: steps.length,
    underWay: stepsUnderWay,
    startedAtMs,
    finishedAtMs: isOver ? finishedAtMs : undefined,
    retries,
    current,
  };
}

const INTEREST: Record<StepStatus, number> = {
  failed: 3,
  waiting: 2,
  running: 1,
  pending: 0,
  done: 0,
  abandoned: 0,
};

const underWay = (count: Record<StepStatus, number>) =>
  count.running + count.waiting;

function statusOf(
  count: Record<StepStatus, number>,
  isBlocked: boolean,
  isMoving: boolean,
  isGivenUp: boolean,
): GroupStatus {
  if (count.failed > 0) {
    return 'failed';
  }
  if (isBlocked) {
    return 'blocked';
  }
  if (underWay(count) > 0) {
    return 'running';
  }
  if (isGivenUp || (count.abandoned > 0 && count.pending === 0)) {
    return 'abandoned';
  }
  if (count.pending === 0) {
    return 'done';
  }
  if (count.done + count.abandoned === 0) {
    return 'pending';
  }
  // Between two of its steps a group is still under way, unless the whole upgrade stands.
  return isMoving ? 'running' : 'partly';
}

const lesser = (a: number | undefined, b: number | undefined) =>
  a === undefined || (b !== undefined && b < a) ? b : a;
const greater = (a: number | undefined, b: number | undefined) =>
  a === undefined || (b !== undefined && b > a) ? b : a;
