import {
  isFinal,
  UpgradeState,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeProgress } from './UpgradeProgress';

/** An upgrade in a list; how far it is is counted only while it isn't finished. */
export async function summarize(
  { progress }: { progress: UpgradeProgress },
  state: Omit<UpgradeState, 'steps'>,
): Promise<UpgradeSummary> {
  return {
    id: state.id,
    clusterRef: state.clusterRef,
    platform: state.platform,
    fromVersion: state.fromVersion,
    toVersion: state.toVersion,
    status: state.status,
    outcome: state.outcome,
    requestedBy: state.requestedBy,
    requestedAtMs: state.requestedAtMs,
    startedAtMs: state.startedAtMs,
    finishedAtMs: state.finishedAtMs,
    progress: isFinal(state.status) ? undefined : await progress.of(state),
    isRolledBackAutomatically: state.rollback?.automatic ?? false,
    failure: state.failure,
    seq: state.seq,
  };
}
