import {
  ApplicationHealth,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { runView } from './runView';

/** Something worth saying aloud. */
export type News =
  | { kind: 'needs-decision' | 'rolling-back' | 'finished' }
  | { kind: 'breach'; applicationId: string }
  | { kind: 'phase-done'; title: string }
  | { kind: 'share-done'; percent: number };

/** Other waits need somebody than before. */
export interface BlockedNews {
  kind: 'blocked' | 'unblocked';
  count: number;
}

/** Spoken at once; the rest waits for a pause. */
export function isUrgent({ kind }: News): boolean {
  return (
    kind === 'needs-decision' ||
    kind === 'rolling-back' ||
    kind === 'finished' ||
    kind === 'breach'
  );
}

const SHARES = [25, 50, 75];

/** What changed between two states of one upgrade that a listener wants to know. */
export function newsBetween(
  before: UpgradeState,
  after: UpgradeState,
  plan: PlanOutline | undefined,
): News[] {
  const samePlan = plan && before.activePlan === after.activePlan;
  return [
    ...statusNews(before, after),
    ...breaches(before, after),
    ...(samePlan ? planNews(before, after, plan) : []),
  ];
}

function statusNews(before: UpgradeState, after: UpgradeState): News[] {
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

function breaches(before: UpgradeState, after: UpgradeState): News[] {
  const isBreach = (health?: ApplicationHealth) => health?.verdict === 'breach';
  return Object.values(after.health)
    .filter(
      health =>
        isBreach(health) && !isBreach(before.health[health.applicationId]),
    )
    .map(({ applicationId }) => ({ kind: 'breach', applicationId }));
}

function planNews(
  before: UpgradeState,
  after: UpgradeState,
  plan: PlanOutline,
): News[] {
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
    ...phases.map(({ title }): News => ({ kind: 'phase-done', title })),
    ...crossed
      .slice(-1)
      .map((percent): News => ({ kind: 'share-done', percent })),
  ];
}

/** What is worth saying when another number of waits needs somebody. */
export function blockedNews(before: number, after: number): BlockedNews[] {
  if (before === after) {
    return [];
  }
  return [{ kind: after > before ? 'blocked' : 'unblocked', count: after }];
}
