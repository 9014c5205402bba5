import {
  ApplicationInfo,
  ClusterDetail,
  Inventory,
  NodeInfo,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What a strategy means for one cluster. */
export interface StrategyEffect {
  nodes: number;
  nodesAway: number;
  /** Of CPU or memory, whichever is scarcer, in percent. */
  usedNowPercent: number;
  /** Absent: all nodes are away at once, and nothing is left. */
  usedDuringPercent?: number;
  isTooTight: boolean;
  scaled: ScaledDown[];
}

export interface ScaledDown {
  application: ApplicationInfo;
  instances: number;
}

/**
 * Reckons with what pods ask for, as the scheduler does. Assumes the largest nodes away and temporary
 * nodes as small as the smallest: the worse case of each.
 */
export function strategyEffect(
  inventory: Inventory,
  strategy: Strategy,
): StrategyEffect {
  const nodes = inventory.nodes.filter(node => node.isReady && !node.isSpare);
  const scaled = scaledDown(inventory.applications, strategy);
  const usedNowPercent = usedPercent(nodes, 0, 0, 1) ?? 0;
  const usedDuringPercent = usedPercent(
    nodes,
    strategy.maxUnavailableNodes,
    strategy.kind === 'scale-down' ? 0 : strategy.spareNodes,
    shareLeft(inventory.applications, scaled),
  );
  return {
    nodes: nodes.length,
    nodesAway: Math.min(nodes.length, strategy.maxUnavailableNodes),
    usedNowPercent,
    usedDuringPercent,
    isTooTight: usedDuringPercent === undefined || usedDuringPercent > 100,
    scaled,
  };
}

/** Hybrid takes from applications that are not critical only. */
function scaledDown(
  applications: readonly ApplicationInfo[],
  { kind, scaleDownPercent }: Strategy,
): ScaledDown[] {
  if (kind === 'capacity-first' || scaleDownPercent <= 0) {
    return [];
  }
  return applications
    .filter(
      ({ priority }) => kind === 'scale-down' || priority === 'non-critical',
    )
    .map(application => ({
      application,
      instances: Math.max(
        1,
        application.desired -
          Math.floor((application.desired * scaleDownPercent) / 100),
      ),
    }))
    .filter(({ application, instances }) => instances < application.desired);
}

/** Of what applications ask for now; every instance is taken as equally large. */
function shareLeft(
  applications: readonly ApplicationInfo[],
  scaled: readonly ScaledDown[],
): number {
  const all = applications.reduce((sum, { desired }) => sum + desired, 0);
  const taken = scaled.reduce(
    (sum, { application, instances }) => sum + application.desired - instances,
    0,
  );
  return all === 0 ? 1 : (all - taken) / all;
}

/** Absent where nothing is left to be used. */
function usedPercent(
  nodes: readonly NodeInfo[],
  away: number,
  spare: number,
  share: number,
): number | undefined {
  const used = (amount: (node: NodeInfo) => [number, number]) => {
    const capacities = nodes.map(node => amount(node)[0]).sort((a, b) => b - a);
    const asked = nodes.reduce((sum, node) => sum + amount(node)[1], 0);
    const left =
      capacities.slice(away).reduce((sum, capacity) => sum + capacity, 0) +
      spare * (capacities.at(-1) ?? 0);
    return left === 0 ? Infinity : (asked * share * 100) / left;
  };
  const percent = Math.max(
    used(node => [node.allocatable.cpuMillis, node.requested.cpuMillis]),
    used(node => [node.allocatable.memoryBytes, node.requested.memoryBytes]),
  );
  return Number.isFinite(percent) ? Math.round(percent) : undefined;
}

/** Whether the platform's plans follow this part of a strategy. */
export function isAskedFor(
  { strategyParameters }: ClusterDetail,
  parameter: keyof Strategy,
): boolean {
  return !strategyParameters || strategyParameters.includes(parameter);
}

/** The parameters that a kind of strategy has; the others are left out of the request. */
export function strategyOfKind(
  kind: Strategy['kind'],
  before: Strategy,
): Strategy {
  return {
    ...before,
    kind,
    spareNodes: kind === 'scale-down' ? 0 : Math.max(1, before.spareNodes),
    scaleDownPercent:
      kind === 'capacity-first' ? 0 : before.scaleDownPercent || 25,
  };
}
