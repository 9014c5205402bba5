import {
  ENGINE_ACTOR,
  Failure,
  FailedLimit,
  failuresAllowed,
  laneText,
  PlanStep,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Plans } from './Plans';
import { givesBack } from './skipLane';

/** Lanes of one group that failed, the latest included, against those that may. */
export interface FailedLanes {
  failed: number;
  allowed: number;
  total: number;
}

/**
 * How many lanes failed, that of a step that has failed now included; undefined: the step has no lane, or
 * stands on a way that goes round none.
 *
 * Lanes that people skipped don't count: each was decided for itself. One that the engine had gone round
 * counts also when a person then gives up what it left.
 *
 * @param onRollback - how many may fail on the way back; on the way forward the plan's strategy says it
 */
export function failedLanes(
  { activePlan, skipped = {} }: UpgradeState,
  plan: UpgradePlan,
  { lane }: PlanStep,
  onRollback: FailedLimit,
): FailedLanes | undefined {
  if (!lane || activePlan === 'cleanup') {
    return undefined;
  }
  const ofGroup = new Set(
    plan.steps.flatMap(step =>
      step.lane?.group === lane.group ? [step.lane.id] : [],
    ),
  );
  const others = [...ofGroup].filter(
    id =>
      id !== lane.id &&
      skipped[id]?.plan === activePlan &&
      (skipped[id].by === ENGINE_ACTOR || skipped[id].hadFailed),
  );
  const limit =
    activePlan === 'rollback' ? onRollback : plan.strategy.maxFailedNodes;
  return {
    failed: others.length + 1,
    allowed: failuresAllowed(limit, ofGroup.size),
    total: ofGroup.size,
  };
}

/**
 * Whether a lane that failed is gone round without asking anybody. An API that refuses or keeps silent is
 * for a person to look at, and so is what concerns more than the lane's target, such as applications that
 * don't come back, and what was borrowed and can't be given back.
 */
export function isGoneRound(
  state: UpgradeState,
  plans: Plans,
  step: PlanStep,
  count: FailedLanes | undefined,
): boolean {
  const failure = state.steps[state.activePlan][step.id]?.failure;
  return (
    count !== undefined &&
    count.failed <= count.allowed &&
    failure?.kind === 'measured' &&
    step.failureScope !== 'cluster' &&
    !givesBack(step, plans.upgrade)
  );
}

/** What a person is told who decides about a failed step: why nothing more is begun, and what can be done. */
export function failureToDecide(
  failure: Failure,
  plan: UpgradePlan,
  { lane, failureScope }: PlanStep,
  count: FailedLanes | undefined,
): Failure {
  if (!lane || !count) {
    return failure;
  }
  const { failed, allowed, total } = count;
  const name = laneText(lane.id, plan);
  const isOneTooMany = failed > allowed && allowed > 0;
  const whyAsked =
    failureScope === 'cluster' && failed <= allowed
      ? ' The plan leaves a failure of this step to a person.'
      : '';
  return {
    ...failure,
    cause: isOneTooMany
      ? {
          ...failure.cause,
          params: { ...failure.cause.params, failed, allowed },
          text: `${failed} of ${total} ${lane.group} failed, and ${allowed} may. The last is ${name}: ${failure.cause.text}`,
        }
      : failure.cause,
    remedy: `${failure.remedy}${whyAsked} An operator can also skip ${name} for a reason, so that the others go on.`,
  };
}
