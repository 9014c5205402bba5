import {
  LaneAdmission,
  PlanStep,
  StepState,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { isOver } from './isOver';

/** How many lanes of a group may be under way when the plan doesn't say. */
const DEFAULT_LANE_LIMIT = 1;

/** A target that is out of service now. */
export interface OutOfService {
  name: string;
  /** For people: `cordoned by somebody else`. */
  why: string;
}

/** Undefined: not seen, so nobody knows. */
export type OutOfServiceByGroup = Readonly<
  Record<string, readonly OutOfService[] | undefined>
>;

/** A step whose lane may not begin yet, though order and limit would allow it. */
export interface HeldStep {
  step: PlanStep;
  admission: LaneAdmission;
  /** Undefined: not seen. */
  out: readonly OutOfService[] | undefined;
}

interface Group {
  /** Ids of lanes under way. */
  lanes: Set<string>;
  /** Names of targets that are out of service, or are about to be. */
  out: Set<string>;
}

/**
 * Which lanes are under way, and whether one more may begin: the one place where that is decided.
 *
 * A lane is under way from its first step's start until its last step is done: a node that failed half
 * way stays counted, because it is still out of service. Its target counts as out of service meanwhile,
 * whatever is seen of it: what was begun a moment ago shows later.
 */
export class LaneCount {
  readonly #groups = new Map<string, Group>();

  constructor(
    private readonly plan: UpgradePlan,
    steps: Readonly<Record<string, StepState>>,
    private readonly outOfService: OutOfServiceByGroup,
  ) {
    const begun = new Set<string>();
    const unfinished = new Map<string, PlanStep>();
    for (const step of plan.steps) {
      if (step.lane) {
        if ((steps[step.id]?.attempt ?? 0) > 0) {
          begun.add(step.lane.id);
        }
        if (!isOver(steps[step.id]?.status)) {
          unfinished.set(step.lane.id, step);
        }
      }
    }
    for (const [laneId, { lane }] of unfinished) {
      if (begun.has(laneId)) {
        this.#begin(lane!);
      }
    }
  }

  isUnderWay({ lane }: PlanStep): boolean {
    return lane !== undefined && this.#groupOf(lane.group).lanes.has(lane.id);
  }

  /** Counts the step's lane as under way, unless its group is full or too much is out of service. */
  admit(step: PlanStep): 'admitted' | 'full' | HeldStep {
    const { lane } = step;
    if (!lane) {
      return 'admitted';
    }
    const { lanes } = this.#groupOf(lane.group);
    if (lanes.has(lane.id)) {
      return 'admitted';
    }
    if (lanes.size >= this.#limitOf(lane.group)) {
      return 'full';
    }
    const held = this.#held(step);
    if (!held) {
      this.#begin(lane);
    }
    return held ?? 'admitted';
  }

  #held(step: PlanStep): HeldStep | undefined {
    const { group, target } = step.lane!;
    const admission = this.plan.admission?.[group];
    const { lanes, out } = this.#groupOf(group);
    // The way back is never held up altogether by what somebody else has taken out of service.
    const keepsMoving = this.plan.kind !== 'upgrade' && lanes.size === 0;
    if (!admission || keepsMoving) {
      return undefined;
    }
    const seen = this.outOfService[group];
    const isAllowed =
      seen !== undefined &&
      // Taking out what is out already disturbs nobody, and it is what has to be mended first.
      ((target !== undefined && out.has(target)) ||
        out.size < admission.maxUnavailable);
    return isAllowed ? undefined : { step, admission, out: seen };
  }

  #begin({ id, group, target }: NonNullable<PlanStep['lane']>): void {
    const { lanes, out } = this.#groupOf(group);
    lanes.add(id);
    out.add(target ?? id);
  }

  #limitOf(group: string): number {
    return this.plan.laneLimits[group] ?? DEFAULT_LANE_LIMIT;
  }

  #groupOf(name: string): Group {
    const group = this.#groups.get(name) ?? {
      lanes: new Set(),
      out: new Set(this.outOfService[name]?.map(target => target.name)),
    };
    this.#groups.set(name, group);
    return group;
  }
}
