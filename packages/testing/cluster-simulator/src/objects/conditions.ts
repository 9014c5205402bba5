import { formatTime } from './timestamps';

/** @internal */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
  lastProbeTime?: string | null;
  lastHeartbeatTime?: string;
  observedGeneration?: number;
}

/** @internal */
export function findCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(condition => condition.type === type);
}

/** @internal */
export function isConditionTrue(
  conditions: readonly Condition[] | undefined,
  type: string,
): boolean {
  return findCondition(conditions, type)?.status === 'True';
}

/**
 * The conditions with `condition` in them; the transition time moves only when the status does.
 *
 * @internal
 */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  nowMs: number,
): Condition[] {
  const present = findCondition(conditions, condition.type);
  const next: Condition = {
    ...condition,
    lastTransitionTime:
      present?.status === condition.status && present.lastTransitionTime
        ? present.lastTransitionTime
        : formatTime(nowMs),
  };
  return present
    ? conditions!.map(each => (each.type === condition.type ? next : each))
    : [...(conditions ?? []), next];
}

/** @internal */
export function withoutCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition[] {
  return (conditions ?? []).filter(condition => condition.type !== type);
}
