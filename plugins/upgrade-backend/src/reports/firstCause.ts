import {
  Failure,
  failuresText,
  ReportCause,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RunPlans, titleOf } from './runPlans';

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
  const first = causes.at(0) ?? rollbackCause(events);
  return first && { ...first, followers: Math.max(0, causes.length - 1) };
}

/** What a rollback gave as its cause, where nothing else shows it. */
function rollbackCause(
  events: readonly UpgradeEvent[],
): Omit<ReportCause, 'followers'> | undefined {
  const begun = events.find(
    (event): event is UpgradeEvent<'rollback-begun'> =>
      event.type === 'rollback-begun',
  );
  const failure = begun?.data.cause;
  return begun && failure && { seq: begun.seq, atMs: begun.atMs, failure };
}

function causeOf(
  event: UpgradeEvent,
  plans: RunPlans,
): Omit<ReportCause, 'followers'> | undefined {
  const { seq, atMs } = event;
  switch (event.type) {
    case 'step-failed': {
      const { plan, stepId, failure } = event.data;
      return { seq, atMs, failure, stepTitle: titleOf(plans, plan, stepId) };
    }
    case 'threshold-exceeded':
      return { seq, atMs, failure: breachOf(event) };
    case 'needs-attention':
      return { seq, atMs, failure: event.data.failure };
    default:
      return undefined;
  }
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
