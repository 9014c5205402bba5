import {
  ApplicationHealth,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Something that a person has to do though no step waits for it. */
export type StandingNeed =
  | { kind: 'paused' }
  /** An application fails: what its threshold says follows unless somebody is faster. */
  | { kind: 'breach'; health: ApplicationHealth }
  /** It stopped with versions mixed, and can be taken to its end. */
  | { kind: 'part-way' };

/**
 * What stands until somebody acts, besides waits and decisions.
 *
 * @param finishVersion - what the cluster can be taken on to after this upgrade; absent: nothing is left
 */
export function standingNeeds(
  state: UpgradeState,
  finishVersion: string | undefined,
  nowMs: number,
): StandingNeed[] {
  if (state.status === 'finished') {
    return finishVersion === undefined ? [] : [{ kind: 'part-way' }];
  }
  return [
    ...(state.status === 'paused' ? [{ kind: 'paused' } as const] : []),
    ...(state.status === 'running' || state.status === 'pausing'
      ? actingBreaches(state, nowMs)
      : []),
  ];
}

function actingBreaches(
  { activePlan, health, silenced }: UpgradeState,
  nowMs: number,
): StandingNeed[] {
  if (activePlan !== 'upgrade') {
    return [];
  }
  return Object.values(health)
    .filter(
      ({ applicationId, exceededSinceMs }) =>
        exceededSinceMs !== undefined &&
        !(nowMs < (silenced[applicationId]?.untilMs ?? 0)),
    )
    .map(of => ({ kind: 'breach', health: of }));
}
