import { isFinal, UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeRow } from '../tables';
import { UpgradeSummary } from '../UpgradeStore';

/** The columns that follow from the state alone. */
export function columnsOfState(state: UpgradeState) {
  // Steps have rows of their own: a plan may have thousands, and each commit touches a few.
  const { steps: _, ...summary } = state;
  return {
    status: state.status,
    outcome: state.outcome ?? null,
    active_cluster_ref: isFinal(state.status) ? null : state.clusterRef,
    finished_at: state.finishedAtMs ?? null,
    state: JSON.stringify(summary),
  };
}

export function summaryOfRow(row: Pick<UpgradeRow, 'state'>): UpgradeSummary {
  return JSON.parse(row.state);
}
