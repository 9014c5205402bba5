import { StepState, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { OutOfServiceByGroup } from './laneAdmission';
import { Frontier, frontierOf } from './readySteps';

type Steps = Readonly<Record<string, StepState>>;

interface Known {
  outOfService: OutOfServiceByGroup;
  plan: UpgradePlan;
  frontier: Frontier;
}

const knownBySteps = {
  all: new WeakMap<Steps, Known>(),
  begun: new WeakMap<Steps, Known>(),
};

/**
 * The frontier of a table of steps, found once: a turn asks several times about the same state, and with
 * thousands of nodes each search costs milliseconds. `evolve` makes a new table for each change, so one
 * that is known never changes.
 */
export function knownFrontierOf(
  plan: UpgradePlan,
  steps: Steps,
  only: 'all' | 'begun',
  outOfService: OutOfServiceByGroup,
): Frontier {
  const known = knownBySteps[only].get(steps);
  if (known?.plan === plan && known.outOfService === outOfService) {
    return known.frontier;
  }
  const frontier = frontierOf(plan, steps, only, outOfService);
  knownBySteps[only].set(steps, { plan, outOfService, frontier });
  return frontier;
}
