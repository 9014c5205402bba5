import { StepState } from '@cluster-upgrade/plugin-upgrade-common';

/** Of a step of the plan that is run: one that was given up belongs to a lane that was skipped. */
export function isOver(status: StepState['status'] | undefined): boolean {
  return status === 'done' || status === 'abandoned';
}
