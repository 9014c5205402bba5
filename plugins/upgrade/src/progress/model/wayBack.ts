import {
  objectText,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planIndex } from './planIndex';

/** What a rollback would come to if it were decided now. */
export interface WayBack {
  /** Objects in the snapshot. */
  saved: number;
  /** Of these, what would be as before. */
  restored: number;
  /** What would stay, by name. */
  lost: string[];
  /** Titles of steps that were begun and can't be taken back. */
  passed: string[];
  /** The phase of the next step that can't be taken back; absent: there is none. */
  nextPoint?: string;
}

/**
 * What the plan says about going back from here. Absent when nothing is saved, so that nothing can be
 * said.
 */
export function wayBack(
  plan: PlanOutline,
  state: UpgradeState,
): WayBack | undefined {
  if (!plan.savedObjects) {
    return undefined;
  }
  const begun = (id: string) => (state.steps.upgrade[id]?.attempt ?? 0) > 0;
  const oneWay = plan.steps.filter(
    ({ reversibility }) => reversibility === 'forward-only',
  );
  const passed = oneWay.filter(({ id }) => begun(id));
  const next = oneWay.find(({ id }) => !begun(id));
  const lost = passed.length > 0 ? lostObjects(plan) : [];
  return {
    saved: plan.savedObjects,
    restored: Math.max(0, plan.savedObjects - lost.length),
    lost,
    passed: passed.map(({ title }) => title),
    nextPoint: next && phaseTitle(plan, next.phaseId),
  };
}

/** Past a point of no return: what goes back only until it is applied, or not at all. */
function lostObjects({ changes }: PlanOutline): string[] {
  const lost = changes.filter(
    ({ action, reversibility }) =>
      action !== 'unchanged' &&
      (reversibility === 'forward-only' ||
        reversibility === 'revert-until-applied'),
  );
  return [...new Set(lost.map(({ object }) => objectText(object)))];
}

function phaseTitle(plan: PlanOutline, phaseId: string): string {
  return (
    plan.phases.find(({ id }) => id === phaseId)?.title ??
    planIndex(plan).byPhase.get(phaseId)?.[0].title ??
    phaseId
  );
}
