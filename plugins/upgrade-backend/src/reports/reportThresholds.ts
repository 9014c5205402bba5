import {
  ApplicationHealth,
  ReportThreshold,
  UpgradeEvent,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What each application's threshold saw, worst first. */
export function reportThresholds(
  events: readonly UpgradeEvent[],
  plan: UpgradePlan,
  state: UpgradeState,
): ReportThreshold[] {
  const seenById = new Map<string, ApplicationHealth[]>();
  const exceededById = new Map<string, number>();
  for (const event of events) {
    if (
      event.type === 'health-changed' ||
      event.type === 'threshold-exceeded'
    ) {
      const { health } = event.data;
      const id = health.applicationId;
      seenById.set(id, [...(seenById.get(id) ?? []), health]);
      if (event.type === 'threshold-exceeded') {
        exceededById.set(id, (exceededById.get(id) ?? 0) + 1);
      }
    }
  }
  return plan.thresholds
    .map(threshold => {
      const seen = seenById.get(threshold.applicationId) ?? [];
      const worstFailing = Math.max(0, ...seen.map(h => h.failing.length));
      const timesExceeded = exceededById.get(threshold.applicationId) ?? 0;
      return {
        threshold,
        worstFailing,
        timesExceeded,
        isNearMiss:
          timesExceeded === 0 &&
          worstFailing > 0 &&
          worstFailing >= threshold.allowedInstances,
        knownBeforeStart: [...new Set(seen.flatMap(h => h.knownBeforeStart))],
        silenced: state.silenced[threshold.applicationId],
      };
    })
    .sort(
      (a, b) =>
        b.timesExceeded - a.timesExceeded ||
        Number(b.isNearMiss) - Number(a.isNearMiss) ||
        b.worstFailing - a.worstFailing,
    );
}
