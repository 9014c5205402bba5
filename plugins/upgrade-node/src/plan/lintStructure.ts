import {
  PlanPhase,
  PlanStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PlanProblem } from './PlanProblem';
import { StepGraph } from './StepGraph';

/**
 * Ids, phases and the order of steps.
 *
 * @internal
 */
export function lintStructure(
  plan: UpgradePlan,
  graph: StepGraph,
): PlanProblem[] {
  return [
    ...repeated(plan.steps, 'step-id-repeated', 'step'),
    ...repeated(plan.phases, 'phase-id-repeated', 'phase'),
    ...repeated(plan.targets ?? [], 'target-id-repeated', 'target'),
    ...lintTargetLanes(plan),
    ...repeated(plan.rollbackPhases, 'phase-id-repeated', 'rollback phase'),
    ...lintPath(plan),
    ...lintSteps(plan, graph),
    ...lintUnusedPhases(plan),
    ...lintRepeatedUndo(plan),
  ];
}

function repeated(
  things: readonly { id: string }[],
  rule: string,
  what: string,
): PlanProblem[] {
  const seen = new Set<string>();
  return things.flatMap(({ id }) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated
      ? [error(rule, `Two of the plan's ${what}s have the id '${id}'`)]
      : [];
  });
}

function lintPath({ path, toVersion }: UpgradePlan): PlanProblem[] {
  const last = path[path.length - 1];
  return last === toVersion
    ? []
    : [
        error(
          'path-misses-target',
          `The path ends at ${last ?? 'nothing'}, not at ${toVersion}`,
        ),
      ];
}

/** A plan for thousands of nodes has tens of thousands of steps: what all are held against is made once. */
function lintSteps(plan: UpgradePlan, graph: StepGraph): PlanProblem[] {
  const stepById = new Map(plan.steps.map(step => [step.id, step]));
  return plan.steps.flatMap(step => lintStep(step, plan, graph, stepById));
}

function lintStep(
  step: PlanStep,
  plan: UpgradePlan,
  graph: StepGraph,
  stepById: ReadonlyMap<string, PlanStep>,
): PlanProblem[] {
  const at = (rule: string, text: string) => error(rule, text, step.id);
  return [
    ...step.dependsOn
      .filter(id => !stepById.has(id))
      .map(id =>
        at('dependency-unknown', `It depends on '${id}', which is no step`),
      ),
    ...(graph.isInCycle(step.id)
      ? [
          at(
            'dependency-cycle',
            'It waits for itself, through its dependencies',
          ),
        ]
      : []),
    ...(hasPhase(plan.phases, step.phaseId)
      ? []
      : [
          at('phase-unknown', `Its phase '${step.phaseId}' is not in the plan`),
        ]),
    ...lintLimit(step),
    ...lintPhaseOrder(step, plan, stepById),
    ...step.undo.flatMap(undo => [
      ...(hasPhase(plan.rollbackPhases, undo.phaseId)
        ? []
        : [
            at(
              'phase-unknown',
              `The phase '${undo.phaseId}' of its undo '${undo.id}' is not among the plan's rollback phases`,
            ),
          ]),
      ...lintLimit({ id: step.id, limitMs: undo.limitMs }),
    ]),
  ];
}

function lintLimit({ id, limitMs }: Pick<PlanStep, 'id' | 'limitMs'>) {
  return limitMs > 0
    ? []
    : [
        error(
          'limit-missing',
          `It has a limit of ${limitMs} ms, so it would fail at once`,
          id,
        ),
      ];
}

/** Phases are how people read the order; a step that waits for a later phase contradicts it. */
function lintPhaseOrder(
  step: PlanStep,
  plan: UpgradePlan,
  stepById: ReadonlyMap<string, PlanStep>,
): PlanProblem[] {
  const numberOf = (phaseId: string) =>
    plan.phases.findIndex(({ id }) => id === phaseId);
  return step.dependsOn
    .flatMap(id => stepById.get(id) ?? [])
    .filter(({ phaseId }) => numberOf(phaseId) > numberOf(step.phaseId))
    .map(({ id, phaseId }) =>
      warning(
        'phase-order',
        `It stands in phase '${step.phaseId}' and waits for '${id}' of the later phase '${phaseId}'`,
        step.id,
      ),
    );
}

/** A target would stay where it is on the screens for ever. */
function lintTargetLanes({ targets = [], steps }: UpgradePlan): PlanProblem[] {
  const lanes = new Set(steps.flatMap(({ lane }) => (lane ? [lane.id] : [])));
  return targets
    .filter(({ laneId }) => laneId !== undefined && !lanes.has(laneId))
    .map(({ id, laneId }) =>
      error(
        'target-lane-unknown',
        `The target '${id}' names the lane '${laneId}', which no step belongs to`,
      ),
    );
}

function lintUnusedPhases(plan: UpgradePlan): PlanProblem[] {
  const used = new Set(plan.steps.map(({ phaseId }) => phaseId));
  return plan.phases
    .filter(({ id }) => !used.has(id))
    .map(({ id }) => warning('phase-empty', `Phase '${id}' has no step`));
}

/** The same undo id runs once, so two that share it must be the same. */
function lintRepeatedUndo(plan: UpgradePlan): PlanProblem[] {
  const known = new Map<string, string>();
  return plan.steps.flatMap(step =>
    step.undo.flatMap(undo => {
      const text = JSON.stringify(undo);
      const first = known.get(undo.id) ?? text;
      known.set(undo.id, first);
      return first === text
        ? []
        : [
            error(
              'undo-id-repeated',
              `Its undo '${undo.id}' differs from another of the same id, and only one of them would run`,
              step.id,
            ),
          ];
    }),
  );
}

function hasPhase(phases: readonly PlanPhase[], phaseId: string): boolean {
  return phases.some(({ id }) => id === phaseId);
}

function error(rule: string, text: string, stepId?: string): PlanProblem {
  return { severity: 'error', rule, text, ...(stepId ? { stepId } : {}) };
}

function warning(rule: string, text: string, stepId?: string): PlanProblem {
  return { severity: 'warning', rule, text, ...(stepId ? { stepId } : {}) };
}
