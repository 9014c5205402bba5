import {
  ClusterOverview,
  UpgradeOutcome,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What a person has to know about a cluster first. */
export type ClusterCondition =
  | 'needs-decision'
  | 'paused'
  | 'running'
  | 'unreachable'
  | 'part-way'
  | 'mixed'
  | 'up-to-date'
  | 'idle';

/** How an upgrade ends that leaves work behind. */
const UNFINISHED: ReadonlySet<UpgradeOutcome | undefined> = new Set([
  'stopped-mixed',
  'rolled-back-with-leftovers',
  'rollback-failed',
] as const);

/** How an upgrade ends that did not reach its version. */
const FAILED: ReadonlySet<UpgradeOutcome | undefined> = new Set([
  ...UNFINISHED,
  'rolled-back',
] as const);

const NEEDS_SOMEBODY: ReadonlySet<ClusterCondition> = new Set([
  'needs-decision',
  'paused',
  'unreachable',
  'part-way',
  'mixed',
]);

/** The one word that says how a cluster stands. */
export function conditionOf(cluster: ClusterOverview): ClusterCondition {
  const { activeUpgrade, connection, versions, nextAction } = cluster;
  if (activeUpgrade) {
    switch (activeUpgrade.status) {
      case 'needs-attention':
        return 'needs-decision';
      case 'paused':
        return 'paused';
      default:
        return 'running';
    }
  }
  if (connection.status === 'unreachable') {
    return 'unreachable';
  }
  if (partWayTo(cluster)) {
    return 'part-way';
  }
  if (versions.length > 1) {
    return 'mixed';
  }
  return nextAction.code === 'up-to-date' ? 'up-to-date' : 'idle';
}

/** True where a person has to decide or repair something. */
export function needsSomebody(cluster: ClusterOverview): boolean {
  return NEEDS_SOMEBODY.has(conditionOf(cluster));
}

/**
 * The version that an upgrade was on the way to when it stopped with work left behind; absent where none
 * did, and while another runs.
 */
export function partWayTo({
  activeUpgrade,
  lastUpgrade,
  partWay,
  versions,
}: ClusterOverview): string | undefined {
  if (partWay) {
    return partWay.toVersion;
  }
  const isLeft =
    lastUpgrade !== undefined &&
    UNFINISHED.has(lastUpgrade.outcome) &&
    (versions.length > 1 || lastUpgrade.outcome === 'rollback-failed');
  return !activeUpgrade && isLeft ? lastUpgrade.toVersion : undefined;
}

/** The last upgrade where it did not reach its version; the reason stays worth knowing until one does. */
export function failedUpgrade({ activeUpgrade, lastUpgrade }: ClusterOverview) {
  return !activeUpgrade && FAILED.has(lastUpgrade?.outcome)
    ? lastUpgrade
    : undefined;
}
