import {
  objectKey,
  PlanStep,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepHandler, stepLibrary } from '@cluster-upgrade/plugin-upgrade-node';
import { omniCloudDriver } from '../OmniCloudDriver';

const handlersByKind = new Map<string, StepHandler>(
  [...stepLibrary, ...omniCloudDriver.stepHandlers].map(handler => [
    handler.kind,
    handler,
  ]),
);

/** What is wrong with a plan, whatever it is for; empty when it is sound. */
export function planFaults(plan: UpgradePlan): string[] {
  const undo = plan.steps.flatMap(step => step.undo);
  return [
    ...repeats(plan.steps.map(({ id }) => id)).map(id => `${id}: twice`),
    ...orderFaults(plan),
    ...laneFaults(plan),
    ...plan.steps.flatMap(step => phaseFault(step, plan.phases)),
    ...undo.flatMap(step => phaseFault(step, plan.rollbackPhases)),
    ...undoFaults(undo),
    ...[...plan.steps, ...undo].flatMap(inputFault),
    ...snapshotFaults(plan),
  ];
}

/** Steps are listed after everything they depend on, so that there can be no circle. */
function orderFaults({ steps }: UpgradePlan): string[] {
  const above = new Set<string>();
  return steps.flatMap(({ id, dependsOn }) => {
    const missing = dependsOn.filter(needed => !above.has(needed));
    above.add(id);
    return missing.map(needed => `${id}: depends on ${needed}, not above it`);
  });
}

/** Within a lane each step follows the one before. */
function laneFaults({ steps }: UpgradePlan): string[] {
  const lastByLane = new Map<string, string>();
  return steps.flatMap(({ id, lane, dependsOn }) => {
    if (!lane) {
      return [];
    }
    const before = lastByLane.get(lane.id);
    lastByLane.set(lane.id, id);
    return before === undefined || dependsOn.includes(before)
      ? []
      : [`${id}: does not follow ${before} of its lane`];
  });
}

function phaseFault(
  { id, phaseId }: Pick<PlanStep, 'id' | 'phaseId'>,
  phases: UpgradePlan['phases'],
): string[] {
  return phases.some(phase => phase.id === phaseId)
    ? []
    : [`${id}: unknown phase ${phaseId}`];
}

/** Two steps may declare the same undo; then it must be the same. */
function undoFaults(undo: readonly UndoStep[]): string[] {
  const textById = new Map<string, string>();
  return undo.flatMap(step => {
    const text = JSON.stringify(step);
    const before = textById.get(step.id) ?? text;
    textById.set(step.id, text);
    return before === text ? [] : [`${step.id}: declared in two ways`];
  });
}

function inputFault({
  id,
  kind,
  input,
}: Pick<PlanStep, 'id' | 'kind' | 'input'>): string[] {
  const handler = handlersByKind.get(kind);
  if (!handler) {
    return [`${id}: no handler of kind ${kind}`];
  }
  try {
    handler.parseInput(input);
    return [];
  } catch (error) {
    return [`${id}: ${(error as Error).message}`];
  }
}

/** What is written must be saved before. */
function snapshotFaults(plan: UpgradePlan): string[] {
  const saved = new Set(plan.snapshot.map(({ object }) => objectKey(object)));
  return plan.steps.flatMap(({ id, kind, input }) => {
    const handler = handlersByKind.get(kind);
    const written = handler?.writes?.(handler.parseInput(input)) ?? [];
    return written
      .filter(object => !saved.has(objectKey(object)))
      .map(object => `${id}: writes ${objectKey(object)}, which is not saved`);
  });
}

function repeats(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}
