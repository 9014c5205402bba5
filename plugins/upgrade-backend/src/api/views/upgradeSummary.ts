import {
  isFinal,
  UpgradePlan,
  UpgradeState,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApiServices } from '../ApiServices';

/** An upgrade in a list; how far it is is read only while it isn't finished. */
export async function summarize(
  { upgrades }: Pick<ApiServices, 'upgrades'>,
  state: Omit<UpgradeState, 'steps'>,
): Promise<UpgradeSummary> {
  const summary = summaryOf(state);
  if (isFinal(state.status)) {
    return summary;
  }
  const [now, plan] = await Promise.all([
    upgrades.readState(state.id),
    upgrades.readPlan(state.id, state.activePlan),
  ]);
  return { ...summary, progress: progressOf(now, plan) };
}

function summaryOf(state: Omit<UpgradeState, 'steps'>): UpgradeSummary {
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
    isRolledBackAutomatically: state.rollback?.automatic ?? false,
    failure: state.failure,
    seq: state.seq,
  };
}

function progressOf(state: UpgradeState, plan: UpgradePlan | undefined) {
  const steps = Object.values(state.steps[state.activePlan]);
  return {
    done: steps.filter(({ status }) => status === 'done').length,
    total: plan?.steps.length ?? steps.length,
  };
}
