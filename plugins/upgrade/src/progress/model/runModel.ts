import {
  PlanStep,
  StepState,
  StepStatus,
  UpgradePlan,
  UpgradeState,
  UpgradeStatus,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';

/** A step of the plan that is being run, with where it is. */
export interface RunStep {
  step: PlanStep;
  state: StepState;
}

const NOT_BEGUN: StepState = { status: 'pending', attempt: 0 };

/** The steps of a plan with their states. */
export function runSteps(plan: UpgradePlan, state: UpgradeState): RunStep[] {
  const states = state.steps[plan.kind];
  return plan.steps.map(step => ({
    step,
    state: states[step.id] ?? NOT_BEGUN,
  }));
}

/**
 * Where several steps are as one: what went wrong counts most, then what happens now; done only when
 * all are.
 */
export type GroupStatus =
  'failed' | 'blocked' | 'running' | 'done' | 'partly' | 'pending' | 'skipped';

/** Somebody has to do something before this wait ends. */
export function needsSomebody(wait: WaitReason | undefined): boolean {
  return wait !== undefined && wait.unblocks.kind !== 'nobody-needed';
}

/** Where a group of steps is. */
export function groupStatus(steps: readonly RunStep[]): GroupStatus {
  const has = (status: StepStatus) =>
    steps.some(({ state }) => state.status === status);
  if (has('failed')) {
    return 'failed';
  }
  if (
    steps.some(
      ({ state }) => state.status === 'waiting' && needsSomebody(state.wait),
    )
  ) {
    return 'blocked';
  }
  if (has('running') || has('waiting')) {
    return 'running';
  }
  if (has('abandoned')) {
    return 'skipped';
  }
  if (!has('pending')) {
    return 'done';
  }
  return has('done') ? 'partly' : 'pending';
}

/** Statuses in which steps follow each other without a person's doing. */
const MOVING: readonly UpgradeStatus[] = [
  'running',
  'pausing',
  'cancelling',
  'rolling-back',
];

/** Between two of its steps a group that was begun is still under way, unless the upgrade stands. */
export function shownStatus(
  steps: readonly RunStep[],
  upgrade: UpgradeState,
): GroupStatus {
  const status = groupStatus(steps);
  return status === 'partly' && MOVING.includes(upgrade.status)
    ? 'running'
    : status;
}

/** First start and last end of a group of steps. */
export function groupTimes(steps: readonly RunStep[]): {
  startedAtMs?: number;
  finishedAtMs?: number;
} {
  let startedAtMs: number | undefined;
  let finishedAtMs: number | undefined;
  for (const { state } of steps) {
    startedAtMs = lesser(startedAtMs, state.startedAtMs);
    finishedAtMs = greater(finishedAtMs, state.finishedAtMs);
  }
  const isOver = steps.every(
    ({ state }) => state.status === 'done' || state.status === 'abandoned',
  );
  return { startedAtMs, finishedAtMs: isOver ? finishedAtMs : undefined };
}

const lesser = (a: number | undefined, b: number | undefined) =>
  a === undefined || (b !== undefined && b < a) ? b : a;
const greater = (a: number | undefined, b: number | undefined) =>
  a === undefined || (b !== undefined && b > a) ? b : a;
