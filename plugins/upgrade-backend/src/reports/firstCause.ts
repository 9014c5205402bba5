import {
  Failure,
  failuresText,
  PlanKind,
  ReportCause,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RunPlans, titleOf } from './buildReport';

/**
 * The first thing that went wrong on the way to what became of the upgrade; undefined when it went
 * well. What was mended by a retry before doesn't count.
 */
export function firstCause(
  events: readonly UpgradeEvent[],
  plans: RunPlans,
  state: UpgradeState,
): ReportCause | undefined {
  if (state.failure === undefined && state.rollback === undefined) {
    return undefined;
  }
  const mendedAt = events.findLastIndex(({ type }) => type === 'retried');
  const causes = events.slice(mendedAt + 1).flatMap(event => {
    const cause = causeOf(event, plans);
    return cause ? [cause] : [];
  });
  const first = causes.at(0);
  return first && { ...first, followers: causes.length - 1 };
}

function causeOf(
  event: UpgradeEvent,
  plans: RunPlans,
): Omit<ReportCause, 'followers'> | undefined {
  const { seq, atMs } = event;
  switch (event.type) {
    case 'step-failed': {
      const { plan, stepId, failure } = event.data;
      return { seq, atMs, failure, stepTitle: titleIn(plans, plan, stepId) };
    }
    case 'threshold-exceeded':
      return { seq, atMs, failure: breachOf(event) };
    case 'needs-attention':
      return { seq, atMs, failure: event.data.failure };
    case 'rollback-begun':
      return event.data.cause && { seq, atMs, failure: event.data.cause };
    default:
      return undefined;
  }
}

function titleIn(plans: RunPlans, plan: PlanKind, stepId: string): string {
  return titleOf(plans, plan, stepId);
}

/** Instances that are named. */
const MAX_NAMED = 3;

function breachOf({
  data: { health },
}: UpgradeEvent<'threshold-exceeded'>): Failure {
  const named = health.failing
    .slice(0, MAX_NAMED)
    .map(({ pod, reason, detail }) => `${pod}: ${reason}, ${detail}`)
    .join('; ');
  return {
    kind: 'measured',
    cause: {
      code: 'threshold-exceeded',
      params: {
        applicationId: health.applicationId,
        failing: health.failing.length,
        allowed: health.allowedInstances,
      },
      text: `${health.applicationId}: ${failuresText(health)}. ${named}`,
    },
    remedy: `Look at the logs of the failing instances of ${health.applicationId}.`,
  };
}
