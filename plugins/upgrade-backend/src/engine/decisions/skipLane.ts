import { isDeepStrictEqual } from 'node:util';
import {
  laneText,
  Leftover,
  NewEvent,
  PlanStep,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Move, Plans } from './controlRequests';
import { isOver } from './isOver';
import { engineEvent } from './transition';

/**
 * The decision to go round a lane of the plan that is run: its steps are given up, but for those that give
 * back what it borrowed. One of these that failed is given up too, or nobody could ever go on.
 */
export function skipLane(
  state: UpgradeState,
  plans: Plans,
  { laneId, reason, by }: { laneId: string; reason: string; by: string },
): Move {
  const kind = state.activePlan;
  const steps = state.steps[kind];
  const ofLane = (plans[kind]?.steps ?? []).filter(
    ({ lane }) => lane?.id === laneId,
  );
  const hasBorrowed =
    kind !== 'upgrade' ||
    ofLane.some(({ id }) => (steps[id]?.attempt ?? 0) > 0);
  const isKept = (step: PlanStep) =>
    hasBorrowed &&
    steps[step.id]?.status !== 'failed' &&
    givesBack(step, plans.upgrade);
  const givenUp = ofLane
    .filter(step => !isOver(steps[step.id]?.status) && !isKept(step))
    .map(({ id }) => engineEvent('step-abandoned', { plan: kind, stepId: id }));
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
