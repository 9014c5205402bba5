import { PlanOutline } from '../model/planOutline';
import { StepState, UpgradeState } from '../model/upgrade';
import { WaitReason } from '../model/wait';
import { leftoversText, proofText } from './eventText';
import { laneText } from './laneText';
import { pauseWaits } from './pauseText';
import { entityText, whoText } from './people';
import { planLanes } from './planLanes';
import { clause, counted, sentence } from './sentence';
import { outcomeText, statusText } from './statusText';
import { durationText, momentText } from './time';
import { CALL_AFTER_MS, needsPerson, waitOf, waitText } from './waitText';

/** Steps named in one sentence. */
const MAX_NAMED = 3;

/**
 * What matters about an upgrade now, for places that say anyway which upgrade it is and how far it is:
 * what it waits for and who can help, else what is done.
 *
 * @param plan - the plan that is being run, when it is known
 * @param cluster - how the place calls the cluster; absent: by the name of its entity
 * @public
 */
export function upgradeSituation(
  state: UpgradeState,
  plan: PlanOutline | undefined,
  nowMs: number,
  cluster = entityText(state.clusterRef),
): string {
  return [
    courseText(state, plan, nowMs, cluster),
    ...skippedTexts(state, plan),
  ].join(' ');
}

function courseText(
  state: UpgradeState,
  plan: PlanOutline | undefined,
  nowMs: number,
  cluster: string,
): string {
  switch (state.status) {
    case 'queued':
      return 'No worker has begun it yet.';
    case 'snapshotting':
      return 'Saving what a rollback needs. Nothing has been changed yet.';
    case 'finished':
      return finishedText(state, cluster);
    case 'checking-restore':
      return `Back on ${state.fromVersion}: comparing ${cluster} with the snapshot.`;
    case 'needs-attention':
      return failureText(state);
    case 'paused':
      return pausedText(state);
    case 'pausing':
      return `${nowText(state, plan, nowMs)}${pausingText(state, plan)}`;
    default:
      return nowText(state, plan, nowMs);
  }
}

/** What the plan that is being run goes round; at the end it is named among what is left over. */
function skippedTexts(
  { status, skipped = {}, activePlan }: UpgradeState,
  plan: PlanOutline | undefined,
): string[] {
  const names = Object.entries(skipped)
    .filter(([, lane]) => lane.plan === activePlan)
    .map(([laneId]) => laneText(laneId, plan));
  if (names.length === 0 || status === 'finished') {
    return [];
  }
  const others = names.length - MAX_NAMED;
  return [
    `Skipped: ${names.slice(0, MAX_NAMED).join(', ')}${others > 0 ? ` and ${others} more` : ''}.`,
  ];
}

/**
 * How much of the running plan is done: `12 of 34 steps, 1 of 3 nodes`. Lanes are counted by what
 * their group is called.
 *
 * @public
 */
export function progressText(
  state: UpgradeState,
  plan: PlanOutline | undefined,
): string {
  const steps = state.steps[state.activePlan];
  const isDone = (stepId: string) => steps[stepId]?.status === 'done';
  if (!plan) {
    return `${counted(Object.keys(steps).filter(isDone).length, 'step')} done`;
  }
  const done = plan.steps.filter(step => isDone(step.id)).length;
  return [
    `${done} of ${counted(plan.steps.length, 'step')} done`,
    ...[...planLanes(plan).lanesByGroup].map(
      ([group, lanes]) =>
        `${lanes.filter(stepIds => stepIds.every(isDone)).length} of ${lanes.length} ${group}`,
    ),
  ].join(', ');
}

function nowText(
  state: UpgradeState,
  plan: PlanOutline | undefined,
  nowMs: number,
): string {
  const wait = waitToName(state, nowMs);
  if (wait) {
    return waitText(wait, nowMs);
  }
  const titleById = plan && planLanes(plan).titleById;
  const running = Object.entries(state.steps[state.activePlan])
    .filter(([, step]) => isUnderWay(step))
    .map(([stepId]) => titleById?.get(stepId) ?? stepId);
  // Ids of steps say nothing to people.
  if (running.length === 0 || !titleById) {
    return sentence(progressText(state, plan));
  }
  const named = running.slice(0, MAX_NAMED);
  const others = running.length - named.length;
  return `Now: ${named.map(clause).join('; ')}${others > 0 ? `; and ${others} more` : ''}.`;
}

const isUnderWay = ({ status }: StepState) =>
  status === 'running' || status === 'waiting';

/**
 * The wait that a person can end comes first, then the one that has lasted longest. One that has just
 * begun is no news: most end by themselves at the next look.
 */
function waitToName(
  state: UpgradeState,
  nowMs: number,
): WaitReason | undefined {
  const waits = Object.values(state.steps[state.activePlan])
    .flatMap(step => waitOf(step) ?? [])
    .filter(({ sinceMs }) => nowMs - sinceMs >= CALL_AFTER_MS);
  const needsSomeone = (wait: WaitReason) => Number(needsPerson(wait, nowMs));
  return waits.sort(
    (left, right) =>
      needsSomeone(right) - needsSomeone(left) || left.sinceMs - right.sinceMs,
  )[0];
}

function pausingText(
  state: UpgradeState,
  plan: PlanOutline | undefined,
): string {
  const waits = plan ? pauseWaits(state, plan) : [];
  return waits.map(({ text }) => ` It ${sentence(text)}`).join('');
}

function failureText({ failure }: UpgradeState): string {
  return failure
    ? `${sentence(failure.cause.text)} ${sentence(failure.remedy)}`
    : 'Retry, roll back or cancel.';
}

function pausedText({ paused }: UpgradeState): string {
  if (!paused) {
    return 'Versions may be mixed until it is resumed.';
  }
  const reason = paused.reason ? `: ${paused.reason}` : '';
  return `${sentence(`Paused by ${whoText(paused.by)} since ${momentText(paused.sinceMs)}${reason}`)} Versions may be mixed until it is resumed.`;
}

function finishedText(state: UpgradeState, cluster: string): string {
  const lasted =
    state.finishedAtMs === undefined
      ? ''
      : `, after ${durationText(state.finishedAtMs - state.requestedAtMs)}`;
  return [
    `${endText(state, cluster)}${lasted}.`,
    ...(state.proof ? [proofText(state.proof)] : []),
    ...(state.leftovers ? [sentence(leftoversText(state.leftovers))] : []),
  ].join(' ');
}

function endText(state: UpgradeState, cluster: string): string {
  switch (state.outcome) {
    case 'completed':
    case 'completed-with-overrides':
      return `${cluster} runs ${state.toVersion}`;
    case 'rolled-back':
      return `${cluster} runs ${state.fromVersion} again`;
    case undefined:
      return statusText(state.status);
    default:
      return outcomeText(state.outcome);
  }
}
