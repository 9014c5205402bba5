import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { naturalOrder } from '../parts/naturalOrder';

/** Which versions the clusters of one platform run. */
export interface PlatformVersions {
  platform: string;
  title: string;
  versions: VersionCount[];
}

/** A version, and on how many clusters all or some parts run it. */
export interface VersionCount {
  /** Absent: `state` says why. */
  version?: string;
  state: 'one' | 'mixed' | 'unknown';
  clusters: number;
  /** Its place among the platform's known versions, the newest 0. */
  rank: number;
}

/** The versions in use by platform, the newest first, then what is mixed, then what is unknown. */
export function versionShares(
  clusters: readonly ClusterOverview[],
): PlatformVersions[] {
  const platforms = [...new Set(clusters.map(({ platform }) => platform))];
  return platforms
    .map(platform => {
      const own = clusters.filter(cluster => cluster.platform === platform);
      return {
        platform,
        title: own[0].platformTitle ?? platform,
        versions: countVersions(own),
      };
    })
    .sort((left, right) => left.title.localeCompare(right.title));
}

function countVersions(clusters: readonly ClusterOverview[]): VersionCount[] {
  const known = [...new Set(clusters.map(({ version }) => version))]
    .filter(version => version !== undefined)
    .sort((left, right) => naturalOrder(right, left))
    .map(version => ({
      version,
      state: 'one' as const,
      clusters: clusters.filter(cluster => cluster.version === version).length,
    }));
  const others = (['mixed', 'unknown'] as const).map(state => ({
    state,
    clusters: clusters.filter(cluster => versionState(cluster) === state)
      .length,
  }));
  return [...known, ...others.filter(other => other.clusters > 0)].map(
    (count, rank) => ({ ...count, rank }),
  );
}

/** Whether all parts of a cluster run one version, or different ones, or nobody could read which. */
export function versionState({
  version,
  versions,
}: Pick<ClusterOverview, 'version' | 'versions'>): VersionCount['state'] {
  if (version !== undefined) {
    return 'one';
  }
  return versions.length > 1 ? 'mixed' : 'unknown';
}
