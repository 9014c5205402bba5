import { Release } from '@cluster-upgrade/plugin-upgrade-common';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads image tags, each with the day of its publication behind it where that is known:
 * `4.4.5.120-k8s.1 2026-02-11, 5.0.1.30-k8s.1`. Commas and line ends are as good as spaces.
 */
export function parseReleases(text: string): Release[] {
  const releases: Release[] = [];
  for (const word of text.split(/[\s,]+/).filter(Boolean)) {
    const last = releases.at(-1);
    if (!DATE.test(word)) {
      releases.push({ version: word });
    } else if (last && !Number.isNaN(Date.parse(word))) {
      last.releasedAtMs = Date.parse(word);
    }
  }
  return releases;
}

/** One entry per version; what one list leaves open is taken from the other. */
export function mergeReleases(
  first: readonly Release[],
  second: readonly Release[],
): Release[] {
  const byVersion = new Map<string, Release>();
  for (const release of [...second, ...first]) {
    byVersion.set(release.version, {
      ...byVersion.get(release.version),
      ...release,
    });
  }
  return [...byVersion.values()];
}
