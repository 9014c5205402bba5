import {
  Failure,
  NodeInfo,
  PlanStep,
  UpgradePlan,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  GroupStatus,
  groupTimes,
  RunStep,
  runSteps,
  shownStatus,
} from './runModel';

/** One target of the plan, a node as a rule: all steps of one lane. */
export interface NodeView {
  /** Id of its lane. */
  id: string;
  name: string;
  /** What it is listed under: its pool where that is known, else what the lane's group is called. */
  group: string;
  status: GroupStatus;
  done: number;
  total: number;
  /** The title of the step that runs, waits or failed. */
  current?: string;
  wait?: WaitReason;
  failure?: Failure;
  startedAtMs?: number;
  finishedAtMs?: number;
  attempt: number;
}

/** The targets of a plan, in the plan's order. */
export function nodeViews(
  plan: UpgradePlan,
  state: UpgradeState,
  nodes: readonly NodeInfo[] = [],
): NodeView[] {
  const poolByName = new Map(nodes.map(node => [node.name, node.pool]));
  const lanes = new Map<string, RunStep[]>();
  for (const run of runSteps(plan, state)) {
    const lane = run.step.lane?.id;
    if (lane === undefined) {
      continue;
    }
    const steps = lanes.get(lane);
    if (steps) {
      steps.push(run);
    } else {
      lanes.set(lane, [run]);
    }
  }
  return [...lanes].map(([id, steps]) => viewOf(id, steps, state, poolByName));
}

/** The steps of one target or component, by the id of its view. */
export function stepsOfNode(
  plan: UpgradePlan,
  state: UpgradeState,
  id: string,
): RunStep[] {
  return runSteps(plan, state).filter(
    ({ step }) => (step.lane?.id ?? componentOf(step)) === id,
  );
}

/** Steps that belong to no lane, by what they are about: components as a rule. */
export function componentViews(
  plan: UpgradePlan,
  state: UpgradeState,
): NodeView[] {
  const titles = new Map(plan.phases.map(phase => [phase.id, phase.title]));
  const bySubject = new Map<string, RunStep[]>();
  for (const run of runSteps(plan, state)) {
    if (run.step.lane) {
      continue;
    }
    const subject = componentOf(run.step);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), run]);
  }
  return [...bySubject].map(([subject, steps]) => ({
    ...viewOf(subject, steps, state, new Map()),
    name: subject,
    group: titles.get(steps[0].step.phaseId) ?? steps[0].step.phaseId,
  }));
}

const componentOf = (step: PlanStep) => step.subject ?? step.title;

function viewOf(
  id: string,
  steps: readonly RunStep[],
  upgrade: UpgradeState,
  poolByName: ReadonlyMap<string, string | undefined>,
): NodeView {
  const { subject, lane } = steps[0].step;
  const name = subject ?? id.replace(/^[^/]+\//, '');
  const current = currentStep(steps);
  return {
    id,
    name,
    group: poolByName.get(name) ?? lane?.group ?? '',
    status: shownStatus(steps, upgrade),
    done: steps.filter(({ state }) => state.status === 'done').length,
    total: steps.length,
    current: current?.step.title,
    wait: current?.state.wait,
    failure: current?.state.failure,
    attempt: Math.max(...steps.map(({ state }) => state.attempt)),
    ...groupTimes(steps),
  };
}

const INTEREST = ['failed', 'waiting', 'running'] as const;

function currentStep(steps: readonly RunStep[]): RunStep | undefined {
  for (const status of INTEREST) {
    const found = steps.find(({ state }) => state.status === status);
    if (found) {
      return found;
    }
  }
  return undefined;
}
