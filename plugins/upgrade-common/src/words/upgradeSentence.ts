import { PlanOutline } from '../model/planOutline';
import { UpgradeState } from '../model/upgrade';
import { leftoversText, proofText } from './eventText';
import { entityText } from './people';
import { sentence } from './sentence';
import { outcomeText, statusText } from './statusText';
import { durationText } from './time';
import { progressText, upgradeSituation } from './upgradeSituation';

/**
 * An upgrade in a few sentences: which it is, how far it is, what it waits for and who can help.
 *
 * @param plan - the plan that is being run, when it is known
 * @public
 */
export function upgradeSentence(
  state: UpgradeState,
  plan: PlanOutline | undefined,
  nowMs: number,
): string {
  const cluster = entityText(state.clusterRef);
  const what = `${cluster} from ${state.fromVersion} to ${state.toVersion}`;
  const now = upgradeSituation(state, plan, nowMs);
  const progress = progressText(state, plan);
  switch (state.status) {
    case 'queued':
      return `Upgrade of ${what} is queued: no worker has begun it yet.`;
    case 'snapshotting':
      return `Upgrading ${what}: saving what a rollback needs. Nothing has been changed yet.`;
    case 'finished':
      return finishedSentence(state, what);
    case 'checking-restore':
      return `Rolled ${cluster} back to ${state.fromVersion}: comparing it with the snapshot.`;
    case 'needs-attention':
      return `Upgrade of ${what} needs a decision (${progress}). ${now}`;
    case 'paused':
      return `Upgrade of ${what} is paused (${progress}). ${now}`;
    case 'rolling-back':
      return `Rolling ${cluster} back to ${state.fromVersion}: ${withProgress(progress, now)}`;
    case 'cancelling':
      return `Stopping the upgrade of ${what}, giving back what was borrowed: ${withProgress(progress, now)}`;
    case 'pausing':
      return `Pausing the upgrade of ${what}: ${withProgress(progress, now)}`;
    default:
      return `Upgrading ${what}: ${withProgress(progress, now)}`;
  }
}

/** Where nothing is under way, how far it is says it all. */
function withProgress(progress: string, now: string): string {
  return now.startsWith(sentence(progress))
    ? now
    : `${sentence(progress)} ${now}`;
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
