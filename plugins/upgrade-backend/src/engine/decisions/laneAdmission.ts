import {
  hasBegun,
  LaneAdmission,
  PlanStep,
  StepState,
  UpgradePlan,
  UpgradeState,
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

/** What admission is decided by, besides the plan and its steps. */
export interface LaneConditions {
  outOfService?: OutOfServiceByGroup;
  skipped?: UpgradeState['skipped'];
}

/** A step whose lane may not begin yet, though order and limit would allow it. */
export interface HeldStep {
  step: PlanStep;
  admission: LaneAdmission;
  /** Undefined: not seen. */
  out: readonly OutOfService[] | undefined;
  /** Names of targets that somebody decided to go round. */
  skipped: ReadonlySet<string>;
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
 *
 * A target that was skipped and is out of service counts too, but whoever skipped it accepted that it stays
 * out: it never holds up the others altogether, and one lane at a time goes on beside it.
 */
export class LaneCount {
  readonly #groups = new Map<string, Group>();
  readonly #skipped = new Set<string>();
  readonly #outOfService: OutOfServiceByGroup;

  constructor(
    private readonly plan: UpgradePlan,
    steps: Readonly<Record<string, StepState>>,
    { outOfService = {}, skipped = {} }: LaneConditions,
  ) {
    this.#outOfService = outOfService;
    const begun = new Set<string>();
    const unfinished = new Map<string, PlanStep>();
    for (const step of plan.steps) {
      if (step.lane) {
        if (hasBegun(steps[step.id])) {
          begun.add(step.lane.id);
        }
        if (skipped[step.lane.id] && step.lane.target !== undefined) {
          this.#skipped.add(step.lane.target);
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

  /**
   * Steps that could begin, in the order in which their lanes are let in. On the way back those whose target
   * is out of service go first: they bring it back.
   */
  inTurn(steps: readonly PlanStep[]): readonly PlanStep[] {
    if (this.plan.kind === 'upgrade') {
      return steps;
    }
    const goesFirst = ({ lane }: PlanStep) => {
      const { lanes, out } = this.#groupOf(lane?.group ?? '');
      return (
        lane !== undefined &&
        (lanes.has(lane.id) || out.has(lane.target ?? lane.id))
      );
    };
    return [
      ...steps.filter(goesFirst),
      ...steps.filter(step => !goesFirst(step)),
    ];
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
    if (!admission || this.#mayGoAlone(group, admission)) {
      return undefined;
    }
    const { out } = this.#groupOf(group);
    const seen = this.#outOfService[group];
    const isAllowed =
      seen !== undefined &&
      // Taking out what is out already disturbs nobody, and it is what has to be mended first.
      ((target !== undefined && out.has(target)) ||
        out.size < admission.maxUnavailable);
    return isAllowed
      ? undefined
      : { step, admission, out: seen, skipped: this.#skipped };
  }

  /**
   * One lane at a time: the way back is never held up altogether by what is out of service, and the upgrade
   * isn't by what was skipped.
   */
  #mayGoAlone(group: string, { maxUnavailable }: LaneAdmission): boolean {
    if (this.#groupOf(group).lanes.size > 0) {
      return false;
    }
    const others = this.#outOfService[group]?.filter(
      ({ name }) => !this.#skipped.has(name),
    );
    return (
      this.plan.kind !== 'upgrade' ||
      (others !== undefined && others.length < maxUnavailable)
    );
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
      out: new Set(this.#outOfService[name]?.map(target => target.name)),
    };
    this.#groups.set(name, group);
    return group;
  }
}
