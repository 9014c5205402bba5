import {
  evolve,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan, sampleUpgrade } from './samplePlan';

/** The state of an upgrade that runs. */
export function sampleState(
  state: Partial<UpgradeState> = {},
  plan: UpgradePlan = samplePlan([]),
): UpgradeState {
  const { created } = sampleUpgrade(plan);
  return {
    ...evolve(undefined, created),
    status: 'running',
    startedAtMs: 0,
    ...state,
  };
}
