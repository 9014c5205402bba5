import { PlanStep, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { PlanProblem } from './PlanProblem';
import { StepGraph } from './StepGraph';

/**
 * Lanes, their order and their limits.
 *
 * @internal
 */
export function lintLanes(plan: UpgradePlan, graph: StepGraph): PlanProblem[] {
  const lanes = new Map<string, PlanStep[]>();
  for (const step of plan.steps) {
    if (step.lane) {
      const steps = lanes.get(step.lane.id) ?? [];
      steps.push(step);
      lanes.set(step.lane.id, steps);
    }
  }
  const stepById = new Map(plan.steps.map(step => [step.id, step]));
  return [
    ...lintLimits(plan),
    ...[...lanes].flatMap(([laneId, steps]) => [
      ...lintGroup(laneId, steps),
      ...lintOrder(laneId, steps, graph),
      ...steps.flatMap(step => lintWaitForLane(step, steps, stepById, graph)),
    ]),
  ];
}

function lintLimits({ steps, laneLimits }: UpgradePlan): PlanProblem[] {
  const groups = new Set(
    steps.flatMap(({ lane }) => (lane ? [lane.group] : [])),
  );
  return [...groups].flatMap((group): PlanProblem[] => {
    const limit = laneLimits[group];
    if (limit === undefined) {
      return [
        {
          severity: 'warning',
          rule: 'lane-limit-missing',
          text: `Lane group '${group}' has no limit, so one lane runs at a time`,
        },
      ];
    }
    return limit >= 1
      ? []
      : [
          {
            severity: 'error',
            rule: 'lane-limit-invalid',
            text: `Lane group '${group}' allows ${limit} lanes, so none would ever begin`,
          },
        ];
  });
}

function lintGroup(laneId: string, steps: PlanStep[]): PlanProblem[] {
  const groups = new Set(steps.map(({ lane }) => lane!.group));
  return groups.size === 1
    ? []
    : [
        {
          severity: 'error',
          rule: 'lane-group-differs',
          text: `Lane '${laneId}' belongs to several groups: ${[...groups].join(', ')}`,
        },
      ];
}

/** Steps on one target that run side by side are hardly ever meant. */
function lintOrder(
  laneId: string,
  steps: PlanStep[],
  graph: StepGraph,
): PlanProblem[] {
  return steps.slice(1).flatMap((step, index): PlanProblem[] => {
    const previous = steps[index];
    const isOrdered =
      graph.ancestorsOf(step.id).has(previous.id) ||
      graph.ancestorsOf(previous.id).has(step.id);
    return isOrdered
      ? []
      : [
          {
            severity: 'warning',
            rule: 'lane-unordered',
            stepId: step.id,
            text: `In lane '${laneId}' it may run at the same time as '${previous.id}'`,
          },
        ];
  });
}

/**
 * A lane that is under way and waits for another of its group holds the place that the other one needs.
 * Only a lane's beginning may wait for other lanes.
 */
function lintWaitForLane(
  step: PlanStep,
  laneSteps: PlanStep[],
  stepById: ReadonlyMap<string, PlanStep>,
  graph: StepGraph,
): PlanProblem[] {
  const ancestors = graph.ancestorsOf(step.id);
  const begun = laneSteps.filter(({ id }) => ancestors.has(id));
  if (begun.length === 0) {
    return [];
  }
  const doneBefore = begun.map(({ id }) => graph.ancestorsOf(id));
  const isLate = (id: string) => {
    const lane = stepById.get(id)?.lane;
    return (
      lane?.group === step.lane!.group &&
      lane.id !== step.lane!.id &&
      !doneBefore.some(ids => ids.has(id))
    );
  };
  const late = [...ancestors].find(isLate);
  return late
    ? [
        {
          severity: 'error',
          rule: 'lane-deadlock',
          stepId: step.id,
          text: `It waits for '${late}' of another lane while its own lane '${step.lane!.id}' is under way; both may count against the same limit for ever`,
        },
      ]
    : [];
}
