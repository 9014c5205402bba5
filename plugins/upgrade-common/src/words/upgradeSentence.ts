import { PlanOutline } from '../model/planOutline';
import { UpgradeState } from '../model/upgrade';
import { WaitReason } from '../model/wait';
import { leftoversText, proofText } from './eventText';
import { pauseWaits } from './pauseText';
import { entityText, whoText } from './people';
import { planLanes } from './planLanes';
import { counted, sentence } from './sentence';
import { outcomeText, statusText } from './statusText';
import { durationText, momentText } from './time';
import { needsPerson, waitText } from './waitText';

/**
 * The one line on top of every view of an upgrade: what is done, how far it is, what it waits for and
 * who can help.
 *
 * @param plan - the plan that is being run, when it is known
 * @public
 */
export function upgradeSentence(
  state: UpgradeState,
  plan: PlanOutline | undefined,
  nowMs: number,
): string {
  const what = `${entityText(state.clusterRef)} from ${state.fromVersion} to ${state.toVersion}`;
  switch (state.status) {
    case 'queued':
      return `Upgrade of ${what} is queued: no worker has begun it yet.`;
    case 'snapshotting':
      return `Upgrading ${what}: saving what a rollback needs. Nothing has been changed yet.`;
    case 'finished':
      return finishedSentence(state, what);
    case 'checking-restore':
      return `Rolled ${entityText(state.clusterRef)} back to ${state.fromVersion}: comparing it with the snapshot.`;
    case 'needs-attention':
      return `Upgrade of ${what} needs a decision (${progressText(state, plan)}). ${failureText(state)}`;
    case 'paused':
      return `Upgrade of ${what} is paused (${progressText(state, plan)}). ${pausedText(state)}`;
    case 'rolling-back':
      return `Rolling ${entityText(state.clusterRef)} back to ${state.fromVersion}: ${nowText(state, plan, nowMs)}`;
    case 'cancelling':
      return `Stopping the upgrade of ${what}, giving back what was borrowed: ${nowText(state, plan, nowMs)}`;
    case 'pausing':
      return `Pausing the upgrade of ${what}: ${nowText(state, plan, nowMs)}${pausingText(state, plan)}`;
    default:
      return `Upgrading ${what}: ${nowText(state, plan, nowMs)}`;
  }
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
  const progress = sentence(progressText(state, plan));
  const wait = waitToName(state, nowMs);
  if (wait) {
    return `${progress} ${waitText(wait, nowMs)}`;
  }
  const running = Object.entries(state.steps[state.activePlan])
    .filter(([, step]) => step.status === 'running')
    .map(
      ([stepId]) => (plan && planLanes(plan).titleById.get(stepId)) ?? stepId,
    );
  return running.length === 0
    ? progress
    : `${progress} Now: ${sentence(running.join('; '))}`;
}

/** The wait that a person can end comes first, then the one that has lasted longest. */
function waitToName(
  state: UpgradeState,
  nowMs: number,
): WaitReason | undefined {
  const waits = Object.values(state.steps[state.activePlan]).flatMap(step =>
    step.status === 'waiting' && step.wait ? [step.wait] : [],
  );
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

function finishedSentence(state: UpgradeState, what: string): string {
  const outcome = state.outcome
    ? outcomeText(state.outcome)
    : statusText(state.status);
  const lasted =
    state.finishedAtMs === undefined
      ? ''
      : ` after ${durationText(state.finishedAtMs - state.requestedAtMs)}`;
  const proof = state.proof ? ` ${proofText(state.proof)}` : '';
  const left = state.leftovers
    ? ` ${sentence(leftoversText(state.leftovers))}`
    : '';
  return `Upgrade of ${what}: ${outcome}${lasted}.${proof}${left}`;
}
