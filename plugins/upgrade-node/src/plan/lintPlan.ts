import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { StepHandler } from '../step/StepHandler';
import { lintLanes } from './lintLanes';
import { StepLint } from './StepLint';
import { lintSecrets } from './lintSecrets';
import { lintStructure } from './lintStructure';
import { PlanProblem } from './PlanProblem';
import { StepGraph } from './StepGraph';

/**
 * What is wrong with a plan, errors first: order that can't be kept, steps that nobody can run, writes
 * that could not be taken back. Pure: reads no cluster and runs nothing.
 *
 * @param handlers - those that would run the plan; absent: kinds, inputs and writes are not looked at
 * @public
 */
export function lintPlan(
  plan: UpgradePlan,
  handlers?: readonly StepHandler[],
): PlanProblem[] {
  const graph = new StepGraph(plan.steps);
  const problems = [
    ...lintStructure(plan, graph),
    ...lintLanes(plan, graph),
    ...lintSecrets(plan),
    ...(handlers ? new StepLint(plan, graph, handlers).problems() : []),
  ];
  const isError = ({ severity }: PlanProblem) => severity === 'error';
  return [
    ...problems.filter(isError),
    ...problems.filter(problem => !isError(problem)),
  ];
}
