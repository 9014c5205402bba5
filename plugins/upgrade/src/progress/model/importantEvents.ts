import {
  CALL_AFTER_MS,
  laneText,
  StepOutline,
  UpgradeEvent,
  Verdict,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { componentOf, planIndex } from './planIndex';
import { Plans } from './targetViews';

/** Applications of which a person wants to know. */
const ALARMING: ReadonlySet<Verdict> = new Set(['breach', 'no-data']);

/**
 * Says of one event after the other whether it is important: of a node or a component only that it is done, of a wait only
 * when it lasts, of an application only when it begins or ends to be alarming.
 */
export function importanceFilter(
  events: readonly UpgradeEvent[],
  plans: Plans,
): (event: UpgradeEvent) => boolean {
  const latestMs = events.at(-1)?.atMs ?? 0;
  const endOf = waitEnds(events);
  const alarming = new Set<string>();
  return event => {
    switch (event.type) {
      case 'step-done': {
        const step = stepOf(event.data, plans);
        return !step || isLastOfSubject(step, event.data.plan, plans);
      }
      case 'step-waiting': {
        const { wait } = event.data;
        const endedMs = endOf.get(event.seq) ?? latestMs;
        return !isSoaking(wait) && endedMs - wait.sinceMs >= CALL_AFTER_MS;
      }
      case 'health-changed': {
        const { applicationId, verdict } = event.data.health;
        const was = alarming.has(applicationId);
        const is = ALARMING.has(verdict);
        alarming[is ? 'add' : 'delete'](applicationId);
        return is !== was;
      }
      default:
        return true;
    }
  };
}

/** Nothing holds it up: it is well, and is watched for as long as was planned. */
function isSoaking({ kind, why }: WaitReason): boolean {
  return kind === 'soak' && why.params?.sinceMs !== undefined;
}

/** When the step of each wait was next heard of, by the number of the wait's event. */
function waitEnds(events: readonly UpgradeEvent[]): Map<number, number> {
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const event of events) {
    if (!('stepId' in event.data)) {
      continue;
    }
    const key = `${event.data.plan} ${event.data.stepId}`;
    if (event.type === 'step-waiting') {
      open.set(key, [...(open.get(key) ?? []), event.seq]);
    } else if (event.type !== 'step-intent') {
      open.get(key)?.forEach(seq => ends.set(seq, event.atMs));
      open.delete(key);
    }
  }
  return ends;
}

/** That a node is done, in place of what its last step says. */
export function laneDoneText(
  event: UpgradeEvent,
  plans: Plans,
): string | undefined {
  if (event.type !== 'step-done') {
    return undefined;
  }
  const { plan } = event.data;
  const step = stepOf(event.data, plans);
  return step?.lane && isLastOfSubject(step, plan, plans)
    ? `${laneText(step.lane.id, plans[plan])} is done${plan === 'rollback' ? ', as it was before' : ''}.`
    : undefined;
}

function stepOf(
  { plan, stepId }: { plan: keyof Plans; stepId: string },
  plans: Plans,
): StepOutline | undefined {
  const of = plans[plan];
  return of && planIndex(of).stepById.get(stepId);
}

/** Of the steps of one node, or of one component. */
function isLastOfSubject(
  step: StepOutline,
  plan: keyof Plans,
  plans: Plans,
): boolean {
  const of = plans[plan];
  if (!of) {
    return false;
  }
  const { byLane, byComponent } = planIndex(of);
  const steps = step.lane
    ? byLane.get(step.lane.id)
    : byComponent.get(componentOf(step));
  return steps?.at(-1)?.id === step.id;
}
