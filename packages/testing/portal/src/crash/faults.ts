import { Random } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * - `kill`: a backend ends in the middle of whatever it does, and is started again.
 * - `freeze`: a backend's time stops for longer than its lease lasts, and goes on.
 * - `cut`: nothing comes through between a backend and its database for a while, and then its connections
 *   are torn.
 * - `restart`: the database ends, in order or not, and is started again.
 */
export type FaultKind = 'kill' | 'freeze' | 'cut' | 'restart';

export interface Fault {
  kind: FaultKind;
  /** Since the fault before, and since what it meets was up. */
  afterMs: number;
  /** Which backend it meets. */
  backend: number;
  /** Of a frozen backend, or of a silent connection. */
  lastsMs: number;
  /** Of a database that ends: whether as in a crash. */
  isUnclean: boolean;
}

export interface FaultLimits {
  backends: number;
  leaseMs: number;
  /** Longest time between two faults. */
  longestPauseMs: number;
}

/** Draws so many faults of each kind, in any order. */
export function drawFaults(
  random: Random,
  counts: Partial<Record<FaultKind, number>>,
  limits: FaultLimits,
): Fault[] {
  const kinds = Object.entries(counts).flatMap(([kind, count]) =>
    Array<FaultKind>(count).fill(kind as FaultKind),
  );
  return shuffled(kinds, random).map(kind => ({
    kind,
    afterMs: Math.round(random.next() * limits.longestPauseMs),
    backend: Math.floor(random.next() * limits.backends),
    lastsMs: Math.round(lastsLeases(kind, random.next()) * limits.leaseMs),
    isUnclean: random.next() < 0.5,
  }));
}

/** How many leases a fault lasts. */
function lastsLeases(kind: FaultKind, chance: number): number {
  switch (kind) {
    case 'freeze':
      return 1.1 + 0.5 * chance;
    case 'cut':
      return 1.5 * chance;
    default:
      return 0;
  }
}

/** In few words, for a log. */
export function wordsOf(fault: Fault): string {
  const { kind, afterMs, backend, lastsMs, isUnclean } = fault;
  const what = {
    kill: `kill ${backend}`,
    freeze: `freeze ${backend} for ${lastsMs}`,
    cut: `cut ${backend} for ${lastsMs}`,
    restart: isUnclean ? 'crash database' : 'restart database',
  };
  return `+${afterMs} ${what[kind]}`;
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map(value => ({ value, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
