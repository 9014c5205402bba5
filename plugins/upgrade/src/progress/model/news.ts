import {
  ApplicationHealth,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { phaseViews } from './phaseViews';
import { waitViews } from './waitViews';
import { needsSomebody } from './runModel';

/** Something worth saying aloud. */
export type News =
  | { kind: 'needs-decision' | 'rolling-back' | 'finished' }
  | { kind: 'breach'; applicationId: string }
  | { kind: 'phase-done'; title: string }
  | { kind: 'share-done'; percent: number }
  | { kind: 'blocked' | 'unblocked'; count: number };

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
  plan: UpgradePlan | undefined,
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
  plan: UpgradePlan,
): News[] {
  const wasDone = new Set(
    phaseViews(plan, before)
      .filter(({ status }) => status === 'done')
      .map(({ id }) => id),
  );
  const phases = phaseViews(plan, after).filter(
    ({ id, status }) => status === 'done' && !wasDone.has(id),
  );
  const blockedBefore = blockedCount(plan, before);
  const blockedAfter = blockedCount(plan, after);
  const crossed = SHARES.filter(
    percent =>
      percentDone(plan, before) < percent &&
      percentDone(plan, after) >= percent,
  );
  return [
    ...phases.map(({ title }): News => ({ kind: 'phase-done', title })),
    ...crossed
      .slice(-1)
      .map((percent): News => ({ kind: 'share-done', percent })),
    ...(blockedAfter > blockedBefore
      ? [{ kind: 'blocked', count: blockedAfter } as const]
      : []),
    ...(blockedAfter < blockedBefore
      ? [{ kind: 'unblocked', count: blockedAfter } as const]
      : []),
  ];
}

function blockedCount(plan: UpgradePlan, state: UpgradeState): number {
  return waitViews(plan, state).filter(({ wait }) => needsSomebody(wait))
    .length;
}

function percentDone(plan: UpgradePlan, state: UpgradeState): number {
  const states = Object.values(state.steps[plan.kind]);
  const done = states.filter(({ status }) => status === 'done').length;
  return plan.steps.length === 0 ? 0 : (100 * done) / plan.steps.length;
}
