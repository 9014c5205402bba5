import {
  ClusterDetail,
  isUpToDate,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { failedUpgrade, partWayTo } from '../fleet/clusterCondition';

/** What can be done with a cluster next. */
export type NextMove =
  /** An upgrade runs: what comes next is chosen after it. */
  | { kind: 'running'; version: string }
  | { kind: 'unreadable' }
  | { kind: 'up-to-date'; version: string }
  /** An upgrade stopped part-way, and can be taken to its end. */
  | { kind: 'finish'; version: string; failed?: UpgradeSummary }
  | { kind: 'recommended'; version: string; failed?: UpgradeSummary }
  /** Versions can be chosen, none is recommended. */
  | { kind: 'choose'; failed?: UpgradeSummary }
  /** None can be chosen, for reasons that the table of versions gives. */
  | { kind: 'blocked'; failed?: UpgradeSummary };

/** The one thing to say about what comes next, with what was learned from an attempt that failed. */
export function nextMove({
  overview,
  inventory,
  releases,
}: ClusterDetail): NextMove {
  const { activeUpgrade, version } = overview;
  if (activeUpgrade) {
    return { kind: 'running', version: activeUpgrade.toVersion };
  }
  if (!inventory) {
    return { kind: 'unreadable' };
  }
  if (version !== undefined && isUpToDate(version, releases)) {
    return { kind: 'up-to-date', version };
  }
  const failed = failedUpgrade(overview);
  const open = releases.filter(({ blockedBy }) => blockedBy.length === 0);
  const begun = partWayTo(overview);
  if (begun && open.some(release => release.version === begun)) {
    return { kind: 'finish', version: begun, failed };
  }
  const recommended = open.find(({ isRecommended }) => isRecommended);
  if (recommended) {
    return { kind: 'recommended', version: recommended.version, failed };
  }
  return { kind: open.length > 0 ? 'choose' : 'blocked', failed };
}
