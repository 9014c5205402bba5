import { isOver } from './isOver';
import { HeldStep, LaneConditions, LaneCount } from './laneAdmission';
import {
  PlanStep,
  StepState,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Where a plan is: what is under way, and what could begin. */
export interface Frontier {
  /** Begun and not ended, in plan order. */
  underWay: PlanStep[];
  /** May begin now under order and lane limits, in the order of their turns. */
  ready: PlanStep[];
  failed: PlanStep[];
  /** Their order and lane limit would allow them, and too much is out of service; one of each group. */
  held: HeldStep[];
  isComplete: boolean;
}

/** What a frontier depends on, besides the plan and its steps. */
export interface FrontierConditions extends LaneConditions {
  /** What was begun is finished, and followed where others do the work; nothing else starts. */
  onlyBegun?: boolean;
}

export function frontierOf(
  plan: UpgradePlan,
  steps: Readonly<Record<string, StepState>>,
  conditions: FrontierConditions = {},
): Frontier {
  const statusOf = (id: string) => steps[id]?.status ?? 'pending';
  const lanes = new LaneCount(plan, steps, conditions);
  const frontier: Frontier = {
    underWay: [],
    ready: [],
    failed: [],
    held: [],
    isComplete: true,
  };
  const candidates: PlanStep[] = [];
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
      (!conditions.onlyBegun || step.pausing || lanes.isUnderWay(step))
    ) {
      candidates.push(step);
    }
  }
  admitInTurn(frontier, candidates, lanes);
  return frontier;
}

function admitInTurn(
  frontier: Frontier,
  candidates: readonly PlanStep[],
  lanes: LaneCount,
): void {
  for (const step of lanes.inTurn(candidates)) {
    const answer = lanes.admit(step);
    if (answer === 'admitted') {
      frontier.ready.push(step);
    } else if (answer !== 'full') {
      holdFirst(frontier, answer);
    }
  }
}

/** People are told of the first of each group: its turn comes first. */
function holdFirst({ held }: Frontier, answer: HeldStep): void {
  const group = answer.step.lane?.group;
  if (!held.some(({ step }) => step.lane?.group === group)) {
    held.push(answer);
  }
}
