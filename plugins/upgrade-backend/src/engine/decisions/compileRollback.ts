import {
  PlanStep,
  StepState,
  UndoStep,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { isOver } from './isOver';

/**
 * The plan back: what takes the begun steps back, in the order of the plan's `rollbackPhases`.
 *
 * Within a phase, undo steps of one lane follow one another, and so do those without a lane; different
 * lanes go side by side under the plan's lane limits. The last step begun is taken back first. Lanes
 * that stand half way come first, because what they took out of service counts against the limit.
 */
export function compileRollback(
  plan: UpgradePlan,
  state: UpgradeState,
): UpgradePlan {
  const undo = plan.steps.filter(isBegunIn(state.steps.upgrade)).reverse();
  return compileUndo('rollback', plan, state, undo, () => true);
}

/**
 * What must happen in every outcome: borrowed things are given back, nothing is undone. A lane that
 * was finished has given back what it borrowed, and is left alone: what people did to its target since
 * is theirs. After a rollback was begun that isn't sure any more, and every lane is looked at.
 */
export function compileCleanup(
  plan: UpgradePlan,
  state: UpgradeState,
): UpgradePlan {
  const steps = state.steps.upgrade;
  const unfinished = unfinishedLanes(plan, steps);
  const mayHaveBorrowed = (step: PlanStep) =>
    !step.lane || unfinished.has(step.lane.id) || state.rollback !== undefined;
  const undo = plan.steps
    .filter(isBegunIn(steps))
    .filter(mayHaveBorrowed)
    .reverse();
  return compileUndo(
    'cleanup',
    plan,
    state,
    undo,
    ({ when }) => when === 'always',
  );
}

function compileUndo(
  kind: 'rollback' | 'cleanup',
  plan: UpgradePlan,
  state: UpgradeState,
  undone: PlanStep[],
  isWanted: (undo: UndoStep) => boolean,
): UpgradePlan {
  const undo = withoutRepeats(
    undone.flatMap(step => step.undo).filter(isWanted),
  );
  const chains = chainsOf(undo, plan, halfWayLanes(plan, state));
  const usedPhases = new Set(undo.map(({ phaseId }) => phaseId));
  return {
    schemaVersion: 1,
    kind,
    clusterRef: plan.clusterRef,
    platform: plan.platform,
    fromVersion: plan.toVersion,
    toVersion: plan.fromVersion,
    path: [plan.fromVersion],
    strategy: plan.strategy,
    thresholds: plan.thresholds,
    phases: plan.rollbackPhases.filter(({ id }) => usedPhases.has(id)),
    steps: linked(chains),
    ...(plan.targets && { targets: plan.targets }),
    laneLimits: plan.laneLimits,
    ...(plan.admission && { admission: plan.admission }),
    snapshot: plan.snapshot,
    rollbackPhases: [],
    changes: [],
  };
}

function isBegunIn(
  steps: Readonly<Record<string, StepState>>,
): (step: PlanStep) => boolean {
  return ({ id }) => (steps[id]?.attempt ?? 0) > 0;
}

function unfinishedLanes(
  plan: UpgradePlan,
  steps: Readonly<Record<string, StepState>>,
): Set<string> {
  return new Set(
    plan.steps
      .filter(({ id }) => steps[id]?.status !== 'done')
      .flatMap(({ lane }) => (lane ? [lane.id] : [])),
  );
}

/** Lanes that may have taken something out of service: one that was skipped and has given back has not. */
function halfWayLanes(
  plan: UpgradePlan,
  { steps: { upgrade: steps }, skipped = {} }: UpgradeState,
): Set<string> {
  const isSettled = (laneId: string) =>
    skipped[laneId]?.plan === 'upgrade' &&
    plan.steps
      .filter(({ lane }) => lane?.id === laneId)
      .every(({ id }) => isOver(steps[id]?.status));
  const unfinished = [...unfinishedLanes(plan, steps)];
  return new Set(unfinished.filter(laneId => !isSettled(laneId)));
}

/** The same undo runs once, where the last of its declarers has it: what was borrowed goes back last. */
function withoutRepeats(undo: UndoStep[]): UndoStep[] {
  const last = new Map(undo.map((step, index) => [step.id, index]));
  return undo.filter((step, index) => last.get(step.id) === index);
}

/** Undo steps that follow one another, with the number of their phase. */
interface Chain {
  phase: number;
  steps: UndoStep[];
}

/**
 * A lane is one chain even if its steps belong to several phases, and stands in the earliest: a lane cut
 * in two by a phase's end would hold its place under the lane limit while others wait for it.
 */
function chainsOf(
  undo: UndoStep[],
  plan: UpgradePlan,
  halfWay: Set<string>,
): Chain[] {
  const phaseOf = phaseNumbers(plan);
  const lanes = new Map<string, UndoStep[]>();
  const others = new Map<number, UndoStep[]>();
  for (const step of undo) {
    if (step.lane) {
      push(lanes, step.lane.id, step);
    } else {
      push(others, phaseOf(step), step);
    }
  }
  const laneChains = [...lanes].map(([laneId, steps]) => ({
    phase: Math.min(...steps.map(phaseOf)),
    // Sorting is stable: within a phase the order of taking back remains.
    steps: [...steps].sort((one, other) => phaseOf(one) - phaseOf(other)),
    isHalfWay: halfWay.has(laneId),
  }));
  laneChains.sort((one, other) => +other.isHalfWay - +one.isHalfWay);
  const otherChains = [...others].map(([phase, steps]) => ({ phase, steps }));
  return [...otherChains, ...laneChains].sort(
    (one, other) => one.phase - other.phase,
  );
}

function phaseNumbers(plan: UpgradePlan): (undo: UndoStep) => number {
  const numbers = new Map(
    plan.rollbackPhases.map(({ id }, index) => [id, index]),
  );
  return ({ id, phaseId }) => {
    const number = numbers.get(phaseId);
    if (number === undefined) {
      throw new Error(
        `Undo step '${id}' names the rollback phase '${phaseId}', which the plan doesn't have; the driver must list it in rollbackPhases`,
      );
    }
    return number;
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) {
    values.push(value);
  } else {
    map.set(key, [value]);
  }
}

/** A chain begins when every chain of the phase before has ended. */
function linked(chains: Chain[]): PlanStep[] {
  const steps: PlanStep[] = [];
  let before: string[] = [];
  let ends: string[] = [];
  let phase = -1;
  for (const chain of chains) {
    if (chain.phase !== phase) {
      phase = chain.phase;
      before = ends.length > 0 ? ends : before;
      ends = [];
    }
    let dependsOn = before;
    for (const undo of chain.steps) {
      steps.push(planStepOf(undo, dependsOn));
      dependsOn = [undo.id];
    }
    ends.push(chain.steps.at(-1)!.id);
  }
  return steps;
}

function planStepOf(undo: UndoStep, dependsOn: string[]): PlanStep {
  const { when: _, ...step } = undo;
  return {
    ...step,
    dependsOn,
    reversibility: 'nothing-to-revert',
    undo: [],
  };
}
