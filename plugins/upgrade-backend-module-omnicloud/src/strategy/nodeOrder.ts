import { NodeInfo } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The nodes to upgrade, in order: a healthy one first and alone, as the emptiest it disturbs least;
 * then those that are out of service anyway, because mending them disturbs nobody and they count
 * against what may be unavailable; then the rest, emptiest first.
 *
 * Temporary nodes are not among them: they are removed in the end. Nor are nodes that run the target.
 */
export function nodesInOrder(
  nodes: readonly NodeInfo[],
  targetVersion: string,
  nodesWithAgent: readonly string[],
): NodeInfo[] {
  const [canary, ...rest] = nodes
    .filter(
      node =>
        !node.isSpare &&
        node.version !== targetVersion &&
        nodesWithAgent.includes(node.name),
    )
    .sort(
      (left, right) =>
        Number(isOut(left)) - Number(isOut(right)) ||
        left.movablePods - right.movablePods ||
        (left.name < right.name ? -1 : 1),
    );
  if (!canary) {
    return [];
  }
  return [canary, ...rest.filter(isOut), ...rest.filter(node => !isOut(node))];
}

function isOut({ isReady, isCordoned }: NodeInfo): boolean {
  return !isReady || isCordoned;
}
