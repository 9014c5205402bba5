import {
  ApplicationHealth,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { runView } from './runView';

/** Something worth saying aloud. */
export type Announcement =
  | { kind: 'needs-decision' | 'rolling-back' | 'finished' }
  | { kind: 'breach'; applicationId: string }
  | { kind: 'phase-done'; title: string }
  | { kind: 'share-done'; percent: number };

/** Other waits need somebody than before. */
export interface BlockedAnnouncement {
  kind: 'blocked' | 'unblocked';
  count: number;
}

/** Spoken at once; the rest waits for a pause. */
export function isUrgent({ kind }: Announcement): boolean {
  return (
    kind === 'needs-decision' ||
    kind === 'rolling-back' ||
    kind === 'finished' ||
    kind === 'breach'
  );
}

const SHARES = [25, 50, 75];

/** What changed between two states of one upgrade that a listener wants to know. */
export function announcementsBetween(
  before: UpgradeState,
  after: UpgradeState,
  plan: PlanOutline | undefined,
): Announcement[] {
  const samePlan = plan && before.activePlan === after.activePlan;
  return [
    ...statusAnnouncements(before, after),
    ...breaches(before, after),
    ...(samePlan ? planAnnouncements(before, after, plan) : []),
  ];
}

function statusAnnouncements(
  before: UpgradeState,
  after: UpgradeState,
): Announcement[] {
  if (before.status === after.status) {
    return [];
  }
  switch (after.status) {
    case 'needs-attention':
      return [{ kind: 'needs-decision' }];
    case 'rolling-back':
      return [{ kind: 'rolling-back' }];
    case 'finished':
      return [{ kind: 'finished' }];
    default:
      return [];
  }
}

function breaches(before: UpgradeState, after: UpgradeState): Announcement[] {
  const isBreach = (health?: ApplicationHealth) => health?.verdict === 'breach';
  return Object.values(after.health)
    .filter(
      health =>
        isBreach(health) && !isBreach(before.health[health.applicationId]),
    )
    .map(({ applicationId }) => ({ kind: 'breach', applicationId }));
}

function planAnnouncements(
  before: UpgradeState,
  after: UpgradeState,
  plan: PlanOutline,
): Announcement[] {
  const was = runView(plan, before, 0);
  const is = runView(plan, after, 0);
  const wasDone = new Set(
    was.phases.filter(({ status }) => status === 'done').map(({ id }) => id),
  );
  const phases = is.phases.filter(
    ({ id, status }) => status === 'done' && !wasDone.has(id),
  );
  const crossed = SHARES.filter(
    percent => was.donePercent < percent && is.donePercent >= percent,
  );
  return [
    ...phases.map(({ title }): Announcement => ({ kind: 'phase-done', title })),
    ...crossed
      .slice(-1)
      .map((percent): Announcement => ({ kind: 'share-done', percent })),
  ];
}

/** What is worth saying when another number of waits needs somebody. */
export function blockedAnnouncements(
  before: number,
  after: number,
): BlockedAnnouncement[] {
  if (before === after) {
    return [];
  }
  return [{ kind: after > before ? 'blocked' : 'unblocked', count: after }];
}
