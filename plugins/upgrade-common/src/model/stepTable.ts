import { PlanKind } from './plan';
import { StepState, UpgradeState } from './upgrade';

/**
 * Steps under way get the time back in which nobody could have carried them on.
 *
 * @internal
 */
export function withIdleTime(
  { steps, activePlan }: UpgradeState,
  idleMs: number,
): UpgradeState['steps'] {
  return changeSteps(steps, activePlan, step =>
    step.status === 'running' || step.status === 'waiting'
      ? {
          ...step,
          idleMs: (step.idleMs ?? 0) + idleMs,
          ...(step.wait && {
            wait: { ...step.wait, untilMs: step.wait.untilMs + idleMs },
          }),
        }
      : step,
  );
}

/**
 * What was held in one pause says nothing about the next: it has to be seen anew.
 *
 * @internal
 */
export function withoutHolds(
  steps: UpgradeState['steps'],
  kind: PlanKind,
): UpgradeState['steps'] {
  return changeSteps(steps, kind, step => {
    if (!step.wait?.isSuspended) {
      return step;
    }
    const { isSuspended: _, ...wait } = step.wait;
    return { ...step, wait };
  });
}

function changeSteps(
  steps: UpgradeState['steps'],
  kind: PlanKind,
  change: (step: StepState) => StepState,
): UpgradeState['steps'] {
  const changed = Object.entries(steps[kind]).map(
    ([stepId, step]): [string, StepState] => [stepId, change(step)],
  );
  return { ...steps, [kind]: Object.fromEntries(changed) };
}

/**
 * Names a step within an upgrade.
 *
 * @internal
 */
export interface StepKey {
  plan: PlanKind;
  stepId: string;
}

/**
 * A step as it is; one that was never begun is pending.
 *
 * @internal
 */
export function stepOf(state: UpgradeState, key: StepKey): StepState {
  return state.steps[key.plan][key.stepId] ?? { status: 'pending', attempt: 0 };
}

/**
 * A step that waits for nothing any more.
 *
 * @internal
 */
export function ended(step: StepState, atMs: number): StepState {
  const { wait: _, ...rest } = step;
  return { ...rest, finishedAtMs: atMs };
}

/**
 * The tables with another state of one step; the others stay the same objects.
 *
 * @internal
 */
export function withStep(
  state: UpgradeState,
  key: StepKey,
  step: StepState,
): Partial<UpgradeState> {
  return {
    steps: {
      ...state.steps,
      [key.plan]: { ...state.steps[key.plan], [key.stepId]: step },
    },
  };
}
