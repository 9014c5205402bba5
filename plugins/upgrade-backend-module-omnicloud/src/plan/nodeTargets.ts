import {
  NodeInfo,
  PlanStep,
  PlanTarget,
} from '@cluster-upgrade/plugin-upgrade-common';

/** The nodes whose lanes are among the steps, in the order of their turns. */
export function nodeTargets(
  steps: readonly PlanStep[],
  nodes: readonly NodeInfo[],
): PlanTarget[] {
  const nodeByName = new Map(nodes.map(node => [node.name, node]));
  const lanes = new Map<string, string>();
  for (const { lane, subject } of steps) {
    if (lane && subject && nodeByName.has(subject)) {
      lanes.set(lane.id, subject);
    }
  }
  return [...lanes].map(([laneId, name]) => {
    const { zone, pool, version } = nodeByName.get(name)!;
    return {
      id: laneId,
      name,
      kind: 'node',
      ...(zone ? { zone } : {}),
      ...(pool ? { role: pool } : {}),
      ...(version ? { fromVersion: version } : {}),
      laneId,
    };
  });
}
