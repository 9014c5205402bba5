import {
  CALL_AFTER_MS,
  needsPerson,
  objectKey,
  PlanOutline,
  UpgradeState,
  WaitReason,
  waitOf,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planIndex } from './planIndex';

/** Something that is being waited for; waits with one cause are one. */
export interface WaitView {
  key: string;
  wait: WaitReason;
  /** Titles of the steps that wait for it. */
  steps: string[];
}

/** Drawn at once; the rest is counted. */
export const MAX_WAITS = 12;

const viewsOfStates = new WeakMap<UpgradeState, Map<PlanOutline, WaitView[]>>();

/**
 * What the plan waits for now, what is nearest to its limit first. Steps that wait for the same thing on
 * the same object are one wait, as old as the first of them. A state never changes: reckoned once.
 */
export function waitViews(plan: PlanOutline, state: UpgradeState): WaitView[] {
  const ofState =
    viewsOfStates.get(state) ?? new Map<PlanOutline, WaitView[]>();
  viewsOfStates.set(state, ofState);
  const views = ofState.get(plan) ?? makeWaitViews(plan, state);
  ofState.set(plan, views);
  return views;
}

function makeWaitViews(plan: PlanOutline, state: UpgradeState): WaitView[] {
  const { stepById } = planIndex(plan);
  const byCause = new Map<string, WaitView>();
  for (const [stepId, step] of Object.entries(state.steps[plan.kind])) {
    const wait = waitOf(step);
    if (!wait) {
      continue;
    }
    const key = causeOf(wait, stepId);
    const title = stepById.get(stepId)?.title ?? stepId;
    const view = byCause.get(key);
    if (view) {
      view.steps.push(title);
      view.wait = {
        ...view.wait,
        sinceMs: Math.min(view.wait.sinceMs, wait.sinceMs),
        untilMs: Math.min(view.wait.untilMs, wait.untilMs),
      };
    } else {
      byCause.set(key, { key, wait, steps: [title] });
    }
  }
  return [...byCause.values()].sort((a, b) => a.wait.untilMs - b.wait.untilMs);
}

/** Waits that somebody has to end, by what a person was called for. */
export function waitsForPeople(
  views: readonly WaitView[],
  calledMs: number,
): WaitView[] {
  return views.filter(({ wait }) => needsPerson(wait, calledMs));
}

/**
 * When somebody was last called for one of these waits; 0: for none yet. It moves only when one more
 * call is due, so that what is reckoned from it stands still in between.
 */
export function callMoment(views: readonly WaitView[], nowMs: number): number {
  return views
    .filter(({ wait }) => needsPerson(wait, nowMs))
    .reduce(
      (latest, { wait }) => Math.max(latest, wait.sinceMs + CALL_AFTER_MS),
      0,
    );
}

function causeOf({ kind, object, condition }: WaitReason, stepId: string) {
  return object
    ? `${kind} ${condition.code} ${objectKey(object)}`
    : `${kind} ${condition.code} ${stepId}`;
}
