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
  /** Absent: mixed or unknown. */
  version?: string;
  clusters: number;
  /** Its place among the platform's known versions, the newest 0. */
  rank: number;
}

/** The versions in use by platform, the newest first, what is mixed or unknown last. */
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
        versions: countVersions(own.map(({ version }) => version)),
      };
    })
    .sort((left, right) => left.title.localeCompare(right.title));
}

function countVersions(versions: Array<string | undefined>): VersionCount[] {
  return [...new Set(versions)]
    .sort((left, right) => {
      if (left === undefined || right === undefined) {
        return left === right ? 0 : Number(left === undefined) * 2 - 1;
      }
      return naturalOrder(right, left);
    })
    .map((version, rank) => ({
      version,
      clusters: versions.filter(other => other === version).length,
      rank,
    }));
}
