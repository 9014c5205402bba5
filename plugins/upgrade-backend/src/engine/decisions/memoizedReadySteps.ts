import { StepState, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { Frontier, FrontierConditions, frontierOf } from './readySteps';

type Steps = Readonly<Record<string, StepState>>;

interface Known extends FrontierConditions {
  plan: UpgradePlan;
  frontier: Frontier;
}

const knownBySteps = new WeakMap<Steps, Known>();

/**
 * The frontier of a table of steps, found once: a turn asks several times about the same state, and with
 * thousands of nodes each search costs milliseconds. `evolve` makes a new table for each change, so one
 * that is known never changes.
 */
export function memoizedReadySteps(
  plan: UpgradePlan,
  steps: Steps,
  conditions: FrontierConditions,
): Frontier {
  const { onlyBegun, outOfService, skipped } = conditions;
  const known = knownBySteps.get(steps);
  if (
    known?.plan === plan &&
    known.onlyBegun === onlyBegun &&
    known.outOfService === outOfService &&
    known.skipped === skipped
  ) {
    return known.frontier;
  }
  const frontier = frontierOf(plan, steps, conditions);
  knownBySteps.set(steps, { plan, ...conditions, frontier });
  return frontier;
}
