import { planFactsOf } from '../plan/planFacts';

import { CheckAnswer, imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { CheckView, storageCheck } from './wekaCheck';

const NEEDED =
  'no upgrade under way but the one to be finished, and no pause of a person';

/**
 * Nobody else upgrades the storage cluster, and no person paused the operator. An upgrade that stopped
 * part-way is no obstacle for a plan that finishes it.
 */
export const noUpgradeRunning = storageCheck({
  id: 'weka-no-upgrade-running',
  title: 'No other upgrade of the storage cluster runs',
  group: 'policy',
  answer(view) {
    const { pausedBy } = planFactsOf(view);
    if (pausedBy === 'person') {
      return {
        status: 'hard-block',
        observed:
          'a person paused the Weka operator (spec.overrides.upgradePaused)',
        needed: NEEDED,
        remedy:
          'Ask who set it and why, and have it taken away; then make a new plan.',
      };
    }
    return view.inventory.partWay
      ? partWayAnswer(view, pausedBy !== undefined)
      : idleAnswer(view);
  },
});

function idleAnswer({ cluster }: CheckView): CheckAnswer {
  const image = cluster?.spec.image;
  const applied = cluster?.status?.lastAppliedImage;
  const isIdle = image === applied;
  return {
    status: isIdle ? 'pass' : 'hard-block',
    observed: `asks for ${imageTag(image)}, runs ${imageTag(applied) ?? 'unknown'}`,
    needed: NEEDED,
    remedy: isIdle
      ? undefined
      : 'Wait until the Weka operator has reported what it applied, then make a new plan.',
  };
}

function partWayAnswer(
  { inventory, plan }: CheckView,
  isPaused: boolean,
): CheckAnswer {
  const { toVersion, reason } = inventory.partWay!;
  if (plan.toVersion !== toVersion) {
    return {
      status: 'hard-block',
      observed: reason.text,
      needed: NEEDED,
      remedy: `Finish the upgrade to ${toVersion} first.`,
    };
  }
  return isPaused
    ? {
        status: 'pass',
        observed: `${reason.text}; this plan finishes it`,
        needed: NEEDED,
      }
    : {
        status: 'warning',
        observed: `${reason.text}; this plan follows it to its end`,
        needed: NEEDED,
        remedy:
          'If somebody else upgrades it at this moment, agree with them who watches over it.',
      };
}
