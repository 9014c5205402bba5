/**
 * An allowed step from one version to another.
 *
 * @public
 */
export interface VersionEdge {
  from: string;
  to: string;
}

/**
 * The way from one version to another with the fewest steps: the versions passed through, the target
 * last. Among ways of the same length, the one whose edges come first in `edges`.
 *
 * @returns undefined when no edges lead there; an empty path when there is nothing to do
 * @public
 */
export function findPath(
  edges: readonly VersionEdge[],
  from: string,
  to: string,
): string[] | undefined {
  const targetsByVersion = new Map<string, string[]>();
  for (const edge of edges) {
    const targets = targetsByVersion.get(edge.from) ?? [];
    targets.push(edge.to);
    targetsByVersion.set(edge.from, targets);
  }
  const cameFrom = new Map<string, string>();
  const seen = new Set([from]);
  const queue = [from];
  for (const version of queue) {
    if (version === to) {
      return walkBack(cameFrom, from, to);
    }
    for (const next of targetsByVersion.get(version) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        cameFrom.set(next, version);
        queue.push(next);
      }
    }
  }
  return undefined;
}

function walkBack(
  cameFrom: Map<string, string>,
  from: string,
  to: string,
): string[] {
  const path: string[] = [];
  for (
    let version: string | undefined = to;
    version !== undefined && version !== from;
    version = cameFrom.get(version)
  ) {
    path.unshift(version);
  }
  return path;
}
