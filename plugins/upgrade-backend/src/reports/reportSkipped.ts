import {
  laneText,
  PLAN_BEGUN_ANEW,
  ReportSkipped,
  UpgradeEvent,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What was gone round, by whom and why. What an earlier try of the way back went round counts no more. */
export function reportSkipped(
  events: readonly UpgradeEvent[],
  plan: Pick<UpgradePlan, 'targets'>,
): ReportSkipped[] {
  let skipped: ReportSkipped[] = [];
  for (const event of events) {
    const { seq, atMs } = event;
    if (event.type === 'lane-skipped') {
      const { laneId } = event.data;
      const name = laneText(laneId, plan);
      skipped.push({ seq, atMs, name, ...event.data });
    } else if (
      event.type === 'rollback-begun' ||
      event.type === 'cancel-begun'
    ) {
      const anew = PLAN_BEGUN_ANEW[event.type];
      skipped = skipped.filter(({ plan: of }) => of !== anew);
    }
  }
  return skipped;
}
