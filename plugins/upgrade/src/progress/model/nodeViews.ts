import {
  Failure,
  NodeInfo,
  StepOutline,
  PlanOutline,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planIndex } from './planIndex';
import { GroupStatus, RunStep, runSteps, summarize } from './runModel';

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
  /** The title of the step that failed, waits or runs. */
  current?: string;
  wait?: WaitReason;
  failure?: Failure;
  startedAtMs?: number;
  finishedAtMs?: number;
}

/** The targets of a plan, in the plan's order. */
export function nodeViews(
  plan: PlanOutline,
  state: UpgradeState,
  nodes: readonly NodeInfo[] = [],
): NodeView[] {
  const poolByName = new Map(nodes.map(node => [node.name, node.pool]));
  return [...planIndex(plan).byLane].map(([id, steps]) => {
    const [{ subject, lane }] = steps;
    const name = subject ?? id.replace(/^[^/]+\//, '');
    const group = poolByName.get(name) ?? lane?.group ?? '';
    return viewOf({ id, name, group }, plan, state, steps);
  });
}

/** Steps that belong to no lane, by what they are about: components as a rule. */
export function componentViews(
  plan: PlanOutline,
  state: UpgradeState,
): NodeView[] {
  const titles = new Map(plan.phases.map(phase => [phase.id, phase.title]));
  return [...planIndex(plan).byComponent].map(([name, steps]) => {
    const [{ phaseId }] = steps;
    const group = titles.get(phaseId) ?? phaseId;
    return viewOf({ id: name, name, group }, plan, state, steps);
  });
}

/** The steps of one target or component, by the id of its view. */
export function stepsOfNode(
  plan: PlanOutline,
  state: UpgradeState,
  id: string,
): RunStep[] {
  const { byLane, byComponent } = planIndex(plan);
  return runSteps(plan, state, byLane.get(id) ?? byComponent.get(id) ?? []);
}

function viewOf(
  names: Pick<NodeView, 'id' | 'name' | 'group'>,
  plan: PlanOutline,
  state: UpgradeState,
  steps: readonly StepOutline[],
): NodeView {
  const { current, retries: _, ...summary } = summarize(plan, state, steps);
  return {
    ...names,
    ...summary,
    current: current?.step.title,
    wait: current?.state.wait,
    failure: current?.state.failure,
  };
}
