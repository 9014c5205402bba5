import { PlanStep, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';

/** What is done to one target, for all of its kind. */
export interface LaneExample {
  /** For people, in the singular: `node`. */
  kind: string;
  /** Of the one that is shown. */
  name: string;
  /** How many there are. */
  count: number;
  /** How many may be under way at once. */
  atOnce: number;
  steps: PlanStep[];
}

/** One example of each group of lanes; of the lane with most steps, since lanes can differ. */
export function laneExamples({
  steps,
  targets = [],
  laneLimits,
}: Pick<UpgradePlan, 'steps' | 'targets' | 'laneLimits'>): LaneExample[] {
  const groups = new Map<string, Map<string, PlanStep[]>>();
  for (const step of steps) {
    if (step.lane) {
      const { group, id } = step.lane;
      const lanes = groups.get(group) ?? new Map<string, PlanStep[]>();
      lanes.set(id, [...(lanes.get(id) ?? []), step]);
      groups.set(group, lanes);
    }
  }
  return [...groups].map(([group, lanes]) => {
    const [laneId, longest] = [...lanes].reduce((best, lane) =>
      lane[1].length > best[1].length ? lane : best,
    );
    const target = targets.find(it => it.laneId === laneId);
    return {
      kind: target?.kind ?? 'node',
      name: target?.name ?? longest[0].subject ?? laneId,
      count: lanes.size,
      atOnce: laneLimits[group] ?? 1,
      steps: longest,
    };
  });
}
