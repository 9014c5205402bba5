import {
  Strategy,
  UpgradePlan,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What is known before the start of how long an upgrade takes. */
export interface PlanDuration {
  /** Nodes and cluster are watched for so long after the work on them, which comes on top. */
  watchMs: number;
  /** The last upgrade of the same cluster that was completed. */
  last?: { fromVersion: string; toVersion: string; tookMs: number };
}

/**
 * @param follows - whether the platform's plans follow a parameter of the strategy
 * @param recent - of the same cluster, the latest first
 */
export function planDuration(
  plan: Pick<UpgradePlan, 'steps' | 'laneLimits' | 'strategy'>,
  follows: (parameter: keyof Strategy) => boolean,
  recent: readonly UpgradeSummary[],
): PlanDuration {
  const { nodeSoakMs, finalSoakMs } = plan.strategy;
  return {
    watchMs:
      (follows('nodeSoakMs') ? rounds(plan) * nodeSoakMs : 0) +
      (follows('finalSoakMs') ? finalSoakMs : 0),
    last: lastCompleted(recent),
  };
}

/** How many times nodes are taken out of service, one lot after the other. */
function rounds({
  steps,
  laneLimits,
}: Pick<UpgradePlan, 'steps' | 'laneLimits'>): number {
  const lanes = new Map<string, Set<string>>();
  for (const { lane } of steps) {
    if (lane) {
      lanes.set(lane.group, (lanes.get(lane.group) ?? new Set()).add(lane.id));
    }
  }
  return [...lanes].reduce(
    (sum, [group, { size }]) =>
      sum + Math.ceil(size / Math.max(1, laneLimits[group] ?? 1)),
    0,
  );
}

function lastCompleted(
  recent: readonly UpgradeSummary[],
): PlanDuration['last'] {
  const last = recent.find(({ outcome }) => outcome === 'completed');
  return last?.startedAtMs === undefined || last.finishedAtMs === undefined
    ? undefined
    : {
        fromVersion: last.fromVersion,
        toVersion: last.toVersion,
        tookMs: last.finishedAtMs - last.startedAtMs,
      };
}
