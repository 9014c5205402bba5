import { isDeepStrictEqual } from 'node:util';
import {
  hasBegun,
  laneText,
  Leftover,
  Message,
  NewEvent,
  PlanStep,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Plans } from './Plans';
import { StateChange } from './StateChange';
import { isOver } from './isOver';
import { engineEvent } from './transition';

/** What of a lane a skip would give up, and what it leaves to give back what was borrowed. */
function stepsToGiveUp(
  { activePlan: kind, steps: tables }: UpgradeState,
  plans: Plans,
  laneId: string,
): PlanStep[] {
  const steps = tables[kind];
  const ofLane = stepsOfLane(plans[kind], laneId);
  const hasBorrowed =
    kind !== 'upgrade' || ofLane.some(({ id }) => hasBegun(steps[id]));
  const isKept = (step: PlanStep) =>
    hasBorrowed &&
    steps[step.id]?.status !== 'failed' &&
    givesBack(step, plans.upgrade);
  return ofLane.filter(
    step => !isOver(steps[step.id]?.status) && !isKept(step),
  );
}

function stepsOfLane(plan: UpgradePlan | undefined, laneId: string) {
  return (plan?.steps ?? []).filter(({ lane }) => lane?.id === laneId);
}

/** Why a lane can't be skipped; undefined: it can. */
export function skipRefusal(
  state: UpgradeState,
  plans: Plans,
  laneId: string,
): Message | undefined {
  if (stepsToGiveUp(state, plans, laneId).length > 0) {
    return undefined;
  }
  const name = laneText(laneId, plans.upgrade);
  const isOpen = stepsOfLane(plans[state.activePlan], laneId).some(
    ({ id }) => !isOver(state.steps[state.activePlan][id]?.status),
  );
  return {
    code: 'nothing-left-to-skip',
    params: { laneId },
    text: isOpen
      ? `Nothing of ${name} is left to skip: what remains only gives back what was borrowed, and that runs in any case.`
      : `Nothing of ${name} is left to skip: the upgrade is through with it.`,
  };
}

/**
 * The decision to go round a lane of the plan that is run: its steps are given up, but for those that give
 * back what it borrowed. One of these that failed is given up too, or nobody could ever go on.
 */
export function skipLane(
  state: UpgradeState,
  plans: Plans,
  { laneId, reason, by }: { laneId: string; reason: string; by: string },
): StateChange {
  const kind = state.activePlan;
  const ofLane = stepsOfLane(plans[kind], laneId);
  const givenUp = stepsToGiveUp(state, plans, laneId).map(({ id }) =>
    engineEvent('step-abandoned', { plan: kind, stepId: id }),
  );
  return {
    events: [
      engineEvent('lane-skipped', { plan: kind, laneId, reason, by }),
      ...givenUp,
      ...(state.status === 'needs-attention' ? goOn(state, ofLane) : []),
    ],
  };
}

/** Whether a step is, or does the same as, an undo step that gives back in every outcome. */
export function givesBack(
  { id, kind, input }: PlanStep,
  plan: UpgradePlan,
): boolean {
  return plan.steps.some(step =>
    step.undo.some(
      undo =>
        undo.when === 'always' &&
        (undo.id === id ||
          (undo.kind === kind && isDeepStrictEqual(undo.input, input))),
    ),
  );
}

/** Those that were interrupted begin again; what else failed is still to be decided. */
function goOn({ activePlan, steps }: UpgradeState, skipped: PlanStep[]) {
  const isSkipped = new Set(skipped.map(({ id }) => id));
  const interrupted = Object.entries(steps[activePlan])
    .filter(
      ([id, { status }]) =>
        (status === 'running' || status === 'waiting') && !isSkipped.has(id),
    )
    .map(([id]) => id);
  return [
    engineEvent('retried', { steps: interrupted }),
    ...interrupted.map((stepId): NewEvent =>
      engineEvent('step-retried', { plan: activePlan, stepId }),
    ),
  ];
}

/**
 * What was skipped, as the end of an upgrade names it; undefined: nothing.
 *
 * @param plan - of the upgrade: what its targets are called
 */
export function skippedLeftovers(
  { skipped = {}, activePlan }: UpgradeState,
  plan?: Pick<UpgradePlan, 'targets'>,
): Leftover[] | undefined {
  const leftovers = Object.entries(skipped)
    .filter(([, lane]) => lane.plan === activePlan)
    .map(([laneId, { reason }]) => ({
      stepId: laneId,
      title: `${laneText(laneId, plan)} was skipped`,
      cause: { code: 'lane-skipped', text: reason },
    }));
  return leftovers.length > 0 ? leftovers : undefined;
}
