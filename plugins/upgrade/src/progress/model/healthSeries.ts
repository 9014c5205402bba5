import {
  ApplicationHealth,
  UpgradeEvent,
  UpgradeState,
  Verdict,
} from '@cluster-upgrade/plugin-upgrade-common';

/** How many instances failed from a moment on. */
export interface HealthPoint {
  atMs: number;
  failing: number;
  allowed: number;
}

/** One application, with its course as far as the loaded events tell it. */
export interface HealthView {
  health: ApplicationHealth;
  points: HealthPoint[];
  silenced?: { by: string; reason: string; untilMs: number };
}

/** Charts drawn; the table names every application. */
export const MAX_CHARTS = 6;

const RANK: Record<Verdict, number> = {
  breach: 0,
  watch: 1,
  'no-data': 2,
  'known-before-start': 3,
  good: 4,
};

/** Applications, the worst first: by verdict, then by how much of what is allowed is used up. */
export function healthViews(
  state: UpgradeState,
  events: readonly UpgradeEvent[],
): HealthView[] {
  const points = pointsByApplication(events);
  return Object.values(state.health)
    .map(health => ({
      health,
      points: points.get(health.applicationId) ?? [pointOf(health)],
      silenced: state.silenced[health.applicationId],
    }))
    .sort(
      (a, b) =>
        RANK[a.health.verdict] - RANK[b.health.verdict] ||
        usedShare(b.health) - usedShare(a.health) ||
        a.health.applicationId.localeCompare(b.health.applicationId),
    );
}

/** Of what is allowed; above 1 when it is exceeded. */
function usedShare(health: ApplicationHealth): number {
  return health.failing.length / (health.allowedInstances + 1);
}

function pointsByApplication(
  events: readonly UpgradeEvent[],
): Map<string, HealthPoint[]> {
  const points = new Map<string, HealthPoint[]>();
  for (const event of events) {
    if ('health' in event.data) {
      const { health } = event.data;
      const known = points.get(health.applicationId) ?? [];
      known.push({ ...pointOf(health), atMs: event.atMs });
      points.set(health.applicationId, known);
    }
  }
  return points;
}

function pointOf(health: ApplicationHealth): HealthPoint {
  return {
    atMs: health.judgedAtMs,
    failing: health.failing.length,
    allowed: health.allowedInstances,
  };
}
