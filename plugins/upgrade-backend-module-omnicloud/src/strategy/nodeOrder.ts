import { NodeInfo, compareText } from '@cluster-upgrade/plugin-upgrade-common';

/** What decides about a node's place. */
export interface OrderQuestion {
  targetVersion: string;
  nodesWithAgent: readonly string[];
  /** How many nodes are out of service at once. */
  atOnce: number;
}

/**
 * The nodes to upgrade, in order: a healthy one first and alone, as the emptiest it disturbs least;
 * then those that are out of service anyway, because mending them disturbs nobody and they count
 * against what may be unavailable; then the rest, emptiest first. Where several go at once they go zone
 * by zone, so that what is spread over zones never loses instances in two of them.
 *
 * Temporary nodes are not among them: they are removed in the end. Nor are nodes that run the target.
 */
export function nodesInOrder(
  nodes: readonly NodeInfo[],
  { targetVersion, nodesWithAgent, atOnce }: OrderQuestion,
): NodeInfo[] {
  const [first, ...rest] = nodes
    .filter(
      node =>
        !node.isSpare &&
        node.version !== targetVersion &&
        nodesWithAgent.includes(node.name),
    )
    .sort((one, other) => +isOut(one) - +isOut(other) || byLoad(one, other));
  if (!first) {
    return [];
  }
  const inService = rest.filter(node => !isOut(node));
  return [
    first,
    ...rest.filter(isOut),
    ...(atOnce > 1 ? inService.sort(byZone) : inService),
  ];
}

function isOut({ isReady, isCordoned }: NodeInfo): boolean {
  return !isReady || isCordoned;
}

function byLoad(one: NodeInfo, other: NodeInfo): number {
  return (
    one.movablePods - other.movablePods || compareText(one.name, other.name)
  );
}

/** Sorting is stable: within a zone the order by load remains. */
function byZone(one: NodeInfo, other: NodeInfo): number {
  return compareText(one.zone ?? '', other.zone ?? '');
}
