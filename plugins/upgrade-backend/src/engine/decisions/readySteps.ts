import { isOver } from './isOver';
import { HeldStep, LaneCount, OutOfServiceByGroup } from './laneAdmission';
import {
  PlanStep,
  StepState,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Where a plan is: what is under way, and what could begin. */
export interface Frontier {
  /** Begun and not ended, in plan order. */
  underWay: PlanStep[];
  /** May begin now under order and lane limits, in plan order. */
  ready: PlanStep[];
  failed: PlanStep[];
  /** Their order and lane limit would allow them, and too much is out of service; one of each group. */
  held: HeldStep[];
  isComplete: boolean;
}

/**
 * @param outOfService - by group of lanes; asked where the plan has an admission
 * @param only - `begun`: what was begun is finished, and followed where others do the work; nothing else
 *   starts
 */
export function frontierOf(
  plan: UpgradePlan,
  steps: Readonly<Record<string, StepState>>,
  only: 'all' | 'begun' = 'all',
  outOfService: OutOfServiceByGroup = {},
): Frontier {
  const statusOf = (id: string) => steps[id]?.status ?? 'pending';
  const lanes = new LaneCount(plan, steps, outOfService);
  const frontier: Frontier = {
    underWay: [],
    ready: [],
    failed: [],
    held: [],
    isComplete: true,
  };
  for (const step of plan.steps) {
    const status = statusOf(step.id);
    if (!isOver(status)) {
      frontier.isComplete = false;
    }
    if (status === 'running' || status === 'waiting') {
      frontier.underWay.push(step);
    } else if (status === 'failed') {
      frontier.failed.push(step);
    } else if (
      status === 'pending' &&
      step.dependsOn.every(id => isOver(statusOf(id))) &&
      (only === 'all' || step.pausing || lanes.isUnderWay(step))
    ) {
      const answer = lanes.admit(step);
      if (answer === 'admitted') {
        frontier.ready.push(step);
      } else if (answer !== 'full') {
        holdFirst(frontier, answer);
      }
    }
  }
  return frontier;
}

/** People are told of the first of each group: its turn comes first. */
function holdFirst({ held }: Frontier, answer: HeldStep): void {
  const group = answer.step.lane?.group;
  if (!held.some(({ step }) => step.lane?.group === group)) {
    held.push(answer);
  }
}
