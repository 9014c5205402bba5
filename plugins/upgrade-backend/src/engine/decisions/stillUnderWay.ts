import {
  PlanKind,
  PlanStep,
  StepState,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

const STATUSES_OF_STEPS: ReadonlySet<string> = new Set([
  'running',
  'pausing',
  'cancelling',
  'rolling-back',
]);

/** The step as it is now, unless the upgrade has gone on without it since it was `begun`. */
export function stillUnderWay(
  state: UpgradeState,
  kind: PlanKind,
  { id }: PlanStep,
  begun: StepState,
): StepState | undefined {
  const step = state.steps[kind][id];
  const isUnderWay =
    STATUSES_OF_STEPS.has(state.status) &&
    state.activePlan === kind &&
    step.attempt === begun.attempt &&
    (step.status === 'running' || step.status === 'waiting');
  return isUnderWay ? step : undefined;
}
