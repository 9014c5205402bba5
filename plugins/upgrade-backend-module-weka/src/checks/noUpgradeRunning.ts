import { readWeka } from '../readWeka';
import { tagOf } from '../resources';
import { checkWithOneAnswer } from './finding';

/** The wished image and the applied one are the same, and nobody paused the operator. */
export const noUpgradeRunning = checkWithOneAnswer({
  id: 'weka-no-upgrade-running',
  title: 'No other upgrade of the storage cluster runs',
  group: 'policy',
  async answer(input) {
    const { cluster } = await readWeka(input);
    const { image, overrides } = cluster.spec;
    const applied = cluster.status?.lastAppliedImage;
    const isIdle = image === applied && !overrides?.upgradePaused;
    return {
      status: isIdle ? 'pass' : 'hard-block',
      observed: overrides?.upgradePaused
        ? 'an upgrade is paused (spec.overrides.upgradePaused)'
        : `asks for ${tagOf(image)}, runs ${tagOf(applied) ?? 'unknown'}`,
      needed: 'asks for the version that runs, not paused',
      remedy: isIdle
        ? undefined
        : 'Let the earlier upgrade finish, then make a new plan.',
    };
  },
});
