import { InputError } from '@backstage/errors';
import {
  CreatePlanRequest,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The strategy of a plan: what the person chose, over what the portal's configuration says, over the
 * driver's default. Choosing another kind drops the parameters that only the default's kind has.
 *
 * @throws InputError when kind and parameters contradict each other
 */
export function chooseStrategy(
  driverDefault: Strategy,
  configured: Partial<Strategy> = {},
  chosen: CreatePlanRequest['strategy'] = {},
): Strategy {
  const base = { ...driverDefault, ...configured };
  const kind = chosen.kind ?? base.kind;
  const strategy: Strategy = { ...base, ...chosen, kind };
  if (chosen.spareNodes === undefined && kind === 'scale-down') {
    strategy.spareNodes = 0;
  }
  if (chosen.scaleDownPercent === undefined && kind === 'capacity-first') {
    strategy.scaleDownPercent = 0;
  }
  requireConsistent(strategy);
  return strategy;
}

function requireConsistent(strategy: Strategy): void {
  if (strategy.kind === 'scale-down' && strategy.spareNodes > 0) {
    throw new InputError(
      `strategy.spareNodes is ${strategy.spareNodes}, but strategy 'scale-down' adds no nodes. Leave it out, or choose 'capacity-first' or 'hybrid'.`,
    );
  }
  if (strategy.kind === 'capacity-first' && strategy.scaleDownPercent > 0) {
    throw new InputError(
      `strategy.scaleDownPercent is ${strategy.scaleDownPercent}, but strategy 'capacity-first' scales nothing down. Leave it out, or choose 'scale-down' or 'hybrid'.`,
    );
  }
}
