import {
  Failure,
  laneText,
  NodeInfo,
  PlanKind,
  PlanOutline,
  PlanTarget,
  StepOutline,
  TargetState,
  TargetStatus,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planIndex } from './planIndex';
import { GroupStatus, RunStep, runSteps, summarize } from './runModel';

/** One thing that the upgrade takes to another version, a node as a rule. */
export interface TargetView {
  /** Of the target; of its lane where the plan names no targets. */
  id: string;
  name: string;
  /** For people, in the singular. */
  kind: string;
  /** What it is listed under. */
  group: string;
  status: GroupStatus;
  /** It is on its way back, or has come back. */
  isReturning: boolean;
  done: number;
  total: number;
  /** What is done with it: the title of the step that failed, waits or runs, or what an operator does. */
  current?: string;
  /** What it runs, as far as the plan and its progress tell. */
  version?: string;
  wait?: WaitReason;
  failure?: Failure;
  startedAtMs?: number;
  finishedAtMs?: number;
  /** It is among those that begin next. */
  isNext?: boolean;
  /** About how long it will take, as those did that are done. */
  expectedMs?: number;
}

/** The plans of one upgrade, as far as they are there. */
export type Plans = Partial<Record<PlanKind, PlanOutline>>;

/**
 * The targets of an upgrade in the plan's order, where they are on the way there or, once that began for
 * them, on the way back.
 */
export function targetViews(
  plans: Plans,
  state: UpgradeState,
  calledMs: number,
  nodes: readonly NodeInfo[] = [],
): TargetView[] {
  const { upgrade, rollback } = plans;
  if (!upgrade) {
    return [];
  }
  const targets = targetsOf(upgrade);
  const groupOf = grouping(targets, nodes);
  const seen = new Map(nodes.map(({ name, version }) => [name, version]));
  return targets.map(target => {
    const course =
      target.laneId === undefined
        ? followed(target, state)
        : (alongLane(target, rollback, state, calledMs) ??
          forward(alongLane(target, upgrade, state, calledMs), state) ??
          UNTOUCHED);
    return {
      id: target.id,
      name: target.name,
      kind: target.kind,
      group: groupOf(target),
      ...course,
      // Where it was given up, only a look at the cluster tells what it runs.
      ...(state.status === 'finished' &&
        !course.version && { version: seen.get(target.name) }),
    };
  });
}

/**
 * While everything else goes back, what was never touched is as before already; once the upgrade is over,
 * nothing more comes to it.
 */
function forward(
  course: Course | undefined,
  { rollback, status }: UpgradeState,
): Course | undefined {
  if (course?.status !== 'pending') {
    return course;
  }
  if (rollback) {
    return { ...course, status: 'returned' };
  }
  return status === 'finished' ? { ...course, status: 'untouched' } : course;
}

const UNTOUCHED: Course = {
  status: 'pending',
  isReturning: false,
  done: 0,
  total: 0,
};

/** What most upgrades that were begun before plans had targets look like: each lane is a node. */
function targetsOf(plan: PlanOutline): readonly PlanTarget[] {
  return (
    plan.targets ??
    [...planIndex(plan).byLane].map(([laneId, [{ subject, lane }]]) => ({
      id: laneId,
      name: subject ?? laneText(laneId),
      kind: 'node',
      role: lane?.group,
      laneId,
    }))
  );
}

/** Things of one kind by where they are; of several, by kind. */
function grouping(
  targets: readonly PlanTarget[],
  nodes: readonly NodeInfo[],
): (target: PlanTarget) => string {
  const isOneKind = new Set(targets.map(({ kind }) => kind)).size <= 1;
  const poolByName = new Map(nodes.map(node => [node.name, node.pool]));
  return ({ name, kind, zone, role }) =>
    isOneKind ? (zone ?? poolByName.get(name) ?? role ?? '') : kind;
}

type Course = Omit<TargetView, 'id' | 'name' | 'kind' | 'group'>;

/** Undefined: the plan has no step for it. */
function alongLane(
  { laneId = '', fromVersion }: PlanTarget,
  plan: PlanOutline | undefined,
  state: UpgradeState,
  calledMs: number,
): Course | undefined {
  const steps = plan && planIndex(plan).byLane.get(laneId);
  if (!plan || !steps) {
    return undefined;
  }
  const course = skippedOf(
    courseOf(plan, state, steps, calledMs),
    state.skipped?.[laneId]?.plan === plan.kind,
  );
  return {
    ...course,
    version: versionAfter(course, fromVersion, state.toVersion),
  };
}

/** What a person decided says more than that its steps were given up. */
function skippedOf(course: Course, isSkipped: boolean): Course {
  return isSkipped && course.status === 'abandoned'
    ? { ...course, status: 'skipped' }
    : course;
}

function versionAfter(
  { status, isReturning }: Pick<Course, 'status' | 'isReturning'>,
  fromVersion: string | undefined,
  toVersion: string,
): string | undefined {
  if (
    status === 'returned' ||
    status === 'untouched' ||
    (status === 'pending' && !isReturning)
  ) {
    return fromVersion;
  }
  return status === 'done' ? toVersion : undefined;
}

function courseOf(
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[],
  calledMs: number,
): Course {
  const isReturning = plan.kind === 'rollback';
  const {
    current,
    retries: _,
    underWay: __,
    ...summary
  } = summarize(plan, state, steps, calledMs);
  return {
    ...summary,
    isReturning,
    status:
      isReturning && summary.status === 'done' ? 'returned' : summary.status,
    current: current?.step.title,
    wait: current?.state.wait,
    failure: current?.state.failure,
  };
}

const STATUS: Record<TargetStatus, GroupStatus> = {
  pending: 'pending',
  working: 'running',
  held: 'blocked',
  done: 'done',
  failed: 'failed',
};

/** Somebody else works on it: what the step that looks on has seen. */
function followed(
  { id, fromVersion }: PlanTarget,
  { targets = {} }: UpgradeState,
): Course {
  const seen: TargetState | undefined = targets[id];
  if (!seen) {
    return { ...UNTOUCHED, version: fromVersion };
  }
  const isReturning = seen.plan === 'rollback';
  const isDone = seen.status === 'done';
  return {
    status: isDone && isReturning ? 'returned' : STATUS[seen.status],
    isReturning,
    done: isDone ? 1 : 0,
    total: 1,
    current: seen.note?.text,
    version: seen.version,
    startedAtMs: seen.startedAtMs,
    finishedAtMs: isDone ? seen.sinceMs : undefined,
  };
}

/** Kind of what is listed by the phase in which its steps are. */
export const COMPONENT = 'component';

/** Steps that belong to no lane, by what they are about: components as a rule. */
export function componentViews(
  plan: PlanOutline,
  state: UpgradeState,
  calledMs: number,
): TargetView[] {
  const titles = new Map(plan.phases.map(phase => [phase.id, phase.title]));
  return [...planIndex(plan).byComponent].map(([name, steps]) => {
    const [{ phaseId }] = steps;
    return {
      id: name,
      name,
      kind: COMPONENT,
      group: titles.get(phaseId) ?? phaseId,
      ...courseOf(plan, state, steps, calledMs),
    };
  });
}

/** The steps of one target or component, by the id of its view, in the order of the plans. */
export function stepsOfTarget(
  plans: Plans,
  state: UpgradeState,
  id: string,
): RunStep[] {
  return [plans.upgrade, plans.rollback, plans.cleanup].flatMap(plan => {
    if (!plan) {
      return [];
    }
    const { byLane, byComponent } = planIndex(plan);
    const laneId = plan.targets?.find(target => target.id === id)?.laneId ?? id;
    return runSteps(
      plan,
      state,
      byLane.get(laneId) ?? byComponent.get(id) ?? [],
    );
  });
}
