import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The version a person would pick: the recommended one, else the newest that is not blocked.
 *
 * @throws Error with the reasons when every version is blocked
 */
export function chooseVersion(detail: ClusterDetail): string {
  const open = detail.releases.filter(release => !release.blockedBy.length);
  const chosen = open.find(release => release.isRecommended) ?? open.at(-1);
  if (chosen) {
    return chosen.version;
  }
  const reasons = detail.releases.map(
    release =>
      `${release.version}: ${release.blockedBy
        .map(reason => reason.text)
        .join(' ')}`,
  );
  throw new Error(
    `${detail.overview.title} has no version to go to. ${reasons.join(' ')}`,
  );
}
