import {
  objectKey,
  PlanOutline,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planIndex } from './planIndex';
import { needsSomebody } from './runModel';

/** Something that is being waited for; waits with one cause are one. */
export interface WaitView {
  key: string;
  wait: WaitReason;
  /** Titles of the steps that wait for it. */
  steps: string[];
}

/** Drawn at once; the rest is counted. */
export const MAX_WAITS = 12;

/**
 * What the plan waits for now: what a person can end first, then what is nearest to its limit. Steps
 * that wait for the same thing on the same object are one wait.
 */
export function waitViews(plan: PlanOutline, state: UpgradeState): WaitView[] {
  const { stepById } = planIndex(plan);
  const byCause = new Map<string, WaitView>();
  for (const [stepId, { status, wait }] of Object.entries(
    state.steps[plan.kind],
  )) {
    if (status !== 'waiting' || !wait) {
      continue;
    }
    const key = causeOf(wait, stepId);
    const title = stepById.get(stepId)?.title ?? stepId;
    const view = byCause.get(key);
    if (view) {
      view.steps.push(title);
    } else {
      byCause.set(key, { key, wait, steps: [title] });
    }
  }
  return [...byCause.values()].sort(
    (a, b) =>
      Number(needsSomebody(b.wait)) - Number(needsSomebody(a.wait)) ||
      a.wait.untilMs - b.wait.untilMs,
  );
}

function causeOf({ kind, object, condition }: WaitReason, stepId: string) {
  return object
    ? `${kind} ${condition.code} ${objectKey(object)}`
    : `${kind} ${condition.code} ${stepId}`;
}
