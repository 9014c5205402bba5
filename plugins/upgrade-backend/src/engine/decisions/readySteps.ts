import {
  PlanStep,
  StepState,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

/** How many lanes of a group may be under way when the plan doesn't say. */
const DEFAULT_LANE_LIMIT = 1;

/**
 * Lanes that are under way, by group. A lane is under way from its first step's start until its last
 * step is done: a node that failed half way stays counted, because it is still out of service.
 */
class LaneCount {
  readonly #underWayByGroup = new Map<string, Set<string>>();

  constructor(
    private readonly plan: UpgradePlan,
    steps: Readonly<Record<string, StepState>>,
  ) {
    const begun = new Set<string>();
    const unfinished = new Map<string, string>();
    for (const { id, lane } of plan.steps) {
      if (lane) {
        if ((steps[id]?.attempt ?? 0) > 0) {
          begun.add(lane.id);
        }
        if (steps[id]?.status !== 'done') {
          unfinished.set(lane.id, lane.group);
        }
      }
    }
    for (const [laneId, group] of unfinished) {
      if (begun.has(laneId)) {
        this.#lanesOf(group).add(laneId);
      }
    }
  }

  isUnderWay({ lane }: PlanStep): boolean {
    return lane !== undefined && this.#lanesOf(lane.group).has(lane.id);
  }

  /** Counts the step's lane as under way, unless its group is full. */
  admit({ lane }: PlanStep): boolean {
    if (!lane) {
      return true;
    }
    const lanes = this.#lanesOf(lane.group);
    const limit = this.plan.laneLimits[lane.group] ?? DEFAULT_LANE_LIMIT;
    if (!lanes.has(lane.id) && lanes.size >= limit) {
      return false;
    }
    lanes.add(lane.id);
    return true;
  }

  #lanesOf(group: string): Set<string> {
    const lanes = this.#underWayByGroup.get(group) ?? new Set();
    this.#underWayByGroup.set(group, lanes);
    return lanes;
  }
}

/** Where a plan is: what is under way, and what could begin. */
export interface Frontier {
  /** Begun and not ended, in plan order. */
  underWay: PlanStep[];
  /** May begin now under order and lane limits, in plan order. */
  ready: PlanStep[];
  failed: PlanStep[];
  isComplete: boolean;
}

/**
 * @param only - `begun`: what was begun is finished, and followed where others do the work; nothing else
 *   starts
 */
export function frontierOf(
  plan: UpgradePlan,
  steps: Readonly<Record<string, StepState>>,
  only: 'all' | 'begun' = 'all',
): Frontier {
  const statusOf = (id: string) => steps[id]?.status ?? 'pending';
  const lanes = new LaneCount(plan, steps);
  const frontier: Frontier = {
    underWay: [],
    ready: [],
    failed: [],
    isComplete: true,
  };
  for (const step of plan.steps) {
    const status = statusOf(step.id);
    if (status !== 'done') {
      frontier.isComplete = false;
    }
    if (status === 'running' || status === 'waiting') {
      frontier.underWay.push(step);
    } else if (status === 'failed') {
      frontier.failed.push(step);
    } else if (
      status === 'pending' &&
      step.dependsOn.every(id => statusOf(id) === 'done') &&
      (only === 'all' || step.pausing || lanes.isUnderWay(step)) &&
      lanes.admit(step)
    ) {
      frontier.ready.push(step);
    }
  }
  return frontier;
}
