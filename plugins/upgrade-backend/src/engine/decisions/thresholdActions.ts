import {
  ApplicationHealth,
  breachText,
  EffectiveThreshold,
  Failure,
  ThresholdAction,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { beginPause, rollBack } from './controlRequests';
import { Plans } from './Plans';
import { StateChange } from './StateChange';
import { engineEvent } from './transition';

/** Pods named in a sentence. */
const MAX_NAMED = 3;

/** A breach that lasted as long as its threshold says. */
interface Breach {
  health: ApplicationHealth;
  action: ThresholdAction;
  isRecorded: boolean;
}

/**
 * What follows from failing applications. Each breach is recorded once, whether or not anything follows.
 *
 * A rollback follows for as long as the breach lasts, so also after a pause in which nobody silenced
 * it. A pause follows once per breach, or nobody could ever resume. While a person has to decide, and
 * on the way back, nothing follows.
 */
export function actOnThresholds(
  state: UpgradeState,
  plans: Plans,
  nowMs: number,
): StateChange | undefined {
  if (state.startedAtMs === undefined || state.activePlan !== 'upgrade') {
    return undefined;
  }
  const breaches = lastingBreaches(state, plans.upgrade.thresholds, nowMs);
  const records = breaches
    .filter(({ isRecorded }) => !isRecorded)
    .map(({ health }) => engineEvent('threshold-exceeded', { health }));
  const move = consequence(breaches, state, plans, nowMs);
  const events = [...records, ...(move?.events ?? [])];
  return events.length > 0 ? { ...move, events } : undefined;
}

function lastingBreaches(
  state: UpgradeState,
  thresholds: readonly EffectiveThreshold[],
  nowMs: number,
): Breach[] {
  return thresholds.flatMap(({ applicationId, mustLastMs, action }) => {
    const health = state.health[applicationId];
    if (
      health?.exceededSinceMs === undefined ||
      nowMs - health.exceededSinceMs < mustLastMs
    ) {
      return [];
    }
    const isRecorded =
      state.exceeded?.[applicationId] === health.exceededSinceMs;
    return [{ health, action, isRecorded }];
  });
}

function consequence(
  breaches: Breach[],
  state: UpgradeState,
  plans: Plans,
  nowMs: number,
): StateChange | undefined {
  if (state.status !== 'running' && state.status !== 'pausing') {
    return undefined;
  }
  const acting = breaches.filter(
    ({ health }) =>
      !(nowMs < (state.silenced[health.applicationId]?.untilMs ?? 0)),
  );
  const worst = acting.find(({ action }) => action === 'rollback');
  if (worst) {
    return rollBack(state, plans, {
      automatic: true,
      cause: failureOf(worst.health),
    });
  }
  const pausing = acting.find(
    ({ action, isRecorded }) => action === 'pause' && !isRecorded,
  );
  return pausing && state.status === 'running'
    ? { events: [beginPause(state, plans, pausing.health.rule.text)] }
    : undefined;
}

function failureOf(health: ApplicationHealth): Failure {
  return {
    kind: 'measured',
    cause: {
      code: 'threshold-exceeded',
      params: {
        application: health.applicationId,
        failing: health.failing.length,
        allowed: health.allowedInstances,
        ...(health.failing.length > 0 && { reason: health.failing[0].reason }),
      },
      text: breachText(health),
    },
    remedy: `Look at the events and logs of ${health.failing
      .map(({ pod }) => pod)
      .slice(0, MAX_NAMED)
      .join(', ')} before the next attempt.`,
  };
}

/** Applications of which nothing is known now, and since when at the earliest. */
export function blindSinceMs(state: UpgradeState): number | undefined {
  const since = Object.values(state.health)
    .filter(({ verdict }) => verdict === 'no-data')
    .map(({ judgedAtMs }) => judgedAtMs);
  return since.length > 0 ? Math.min(...since) : undefined;
}
