import {
  compareText,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * Which parts run which version, the version of most parts first.
 *
 * @param parts - each part with every version that runs in it; none: it says nothing
 * @public
 */
export function versionShares(
  parts: readonly { name: string; versions: readonly string[] }[],
): VersionShare[] {
  const namesByVersion = new Map<string, string[]>();
  for (const { name, versions } of parts) {
    for (const version of new Set(versions)) {
      namesByVersion.set(version, [
        ...(namesByVersion.get(version) ?? []),
        name,
      ]);
    }
  }
  return [...namesByVersion]
    .map(([version, names]) => ({ version, parts: names }))
    .sort(
      (left, right) =>
        right.parts.length - left.parts.length ||
        compareText(left.version, right.version),
    );
}
