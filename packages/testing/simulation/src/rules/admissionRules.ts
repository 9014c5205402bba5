import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry, HistoryRules } from '../History';
import { eachEvent } from './eachEvent';
import { StepLog } from './StepLog';

/**
 * Where a lane began though too much was out of service already, whoever took it out.
 *
 * @param seenAfterMs - how long the upgrade may not know what people did
 */
export function admissionViolations(
  history: readonly HistoryEntry[],
  plan: UpgradePlan,
  { admission }: HistoryRules,
  seenAfterMs: number,
): string[] {
  if (!admission) {
    return [];
  }
  const { maxUnavailable, cordonedBefore } = admission;
  const cordonedSince = new Map(cordonedBefore.map(node => [node, -Infinity]));
  const lostSince = new Map<string, number>();
  const around = new Set<string | undefined>();
  return eachEvent(
    history,
    (event, steps, atMs) => {
      if (event.type === 'lane-skipped') {
        // Others may go on beside what people go round.
        const skipped = plan.steps.find(
          ({ lane }) => lane?.id === event.data.laneId,
        );
        around.add(skipped?.lane?.target);
      }
      const target =
        event.type === 'step-started' && event.data.plan === 'upgrade'
          ? plan.steps.find(({ id }) => id === event.data.stepId)?.lane?.target
          : undefined;
      const lanes = lanesOf(plan, steps);
      if (
        !target ||
        lanes.begun.has(target) ||
        cordonedSince.has(target) ||
        lostSince.has(target)
      ) {
        return [];
      }
      const byOthers = [...cordonedSince, ...lostSince]
        .filter(
          ([node, sinceMs]) =>
            atMs - sinceMs > seenAfterMs && !around.has(node),
        )
        .map(([node]) => node);
      const out = new Set([...lanes.underWay, ...byOthers]);
      return out.size < maxUnavailable
        ? []
        : [
            `the lane of ${target} began while ${[...out].join(', ')} were out of service, of ${maxUnavailable} allowed`,
          ];
    },
    entry => {
      noteCordon(cordonedSince, entry);
      noteLost(lostSince, entry);
    },
  );
}

function noteCordon(
  cordonedSince: Map<string, number>,
  entry: HistoryEntry,
): void {
  if (entry.what === 'edit' && entry.isCordoned !== undefined) {
    const node = entry.object.replace('Node/', '');
    if (entry.isCordoned) {
      cordonedSince.set(node, entry.atMs);
    } else {
      cordonedSince.delete(node);
    }
  }
}

function noteLost(lostSince: Map<string, number>, entry: HistoryEntry): void {
  if (entry.what === 'node' && entry.isLost) {
    lostSince.set(entry.node, entry.atMs);
  } else if (entry.what === 'node') {
    lostSince.delete(entry.node);
  }
}

/** Targets of lanes that were begun, and of those that are not through. */
function lanesOf({ steps: planned }: UpgradePlan, steps: StepLog) {
  const targets = (isIn: (stepId: string) => boolean) =>
    new Set(
      planned.flatMap(({ id, lane }) =>
        lane?.target && isIn(id) ? [lane.target] : [],
      ),
    );
  const begun = targets(id => steps.isBegun('upgrade', id));
  const open = targets(id => steps.find('upgrade', id)?.status !== 'over');
  return {
    begun,
    underWay: [...begun].filter(target => open.has(target)),
  };
}
