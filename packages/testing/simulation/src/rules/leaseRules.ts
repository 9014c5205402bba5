import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry } from '../History';

/** Who holds the upgrade, as those were told who asked. */
interface Held {
  latestEpoch: number;
  untilMs: number;
  epochOf: Map<string, number>;
}

/** What is wrong with who held the upgrade when: promises that span workers, database and cluster. */
export function leaseViolations(history: readonly HistoryEntry[]): string[] {
  const held: Held = {
    latestEpoch: 0,
    untilMs: -Infinity,
    epochOf: new Map(),
  };
  return history.flatMap(entry => {
    const late = lateText(entry, held);
    const broken = entry.what === 'claim' ? claimViolations(entry, held) : [];
    note(entry, held);
    return late === undefined
      ? broken
      : [...broken, `${late} after epoch ${held.latestEpoch} began`];
  });
}

/** What somebody did whose time was over; undefined: nothing. */
function lateText(
  entry: HistoryEntry,
  { latestEpoch, epochOf }: Held,
): string | undefined {
  if (entry.what === 'claim' || !('epoch' in entry || entry.what === 'write')) {
    return undefined;
  }
  const epoch =
    entry.what === 'write'
      ? (entry.epoch ?? epochOf.get(entry.worker))
      : entry.epoch;
  if (epoch === undefined || epoch >= latestEpoch) {
    return undefined;
  }
  switch (entry.what) {
    case 'renewal':
      return `the lease of epoch ${epoch} was renewed`;
    case 'release':
      return `a worker of epoch ${epoch} gave the upgrade back`;
    case 'commit':
      return `a worker of epoch ${epoch} wrote ${typesOf(entry.events)}`;
    default:
      return `a worker of epoch ${epoch} wrote to ${entry.object}`;
  }
}

function claimViolations(
  { atMs, worker, epoch }: Extract<HistoryEntry, { what: 'claim' }>,
  { latestEpoch, untilMs }: Held,
): string[] {
  return [
    ...(epoch > latestEpoch ? [] : [`epoch ${epoch} was given out twice`]),
    ...(atMs >= untilMs
      ? []
      : [`${worker} claimed what was held for another ${untilMs - atMs} ms`]),
  ];
}

function note(entry: HistoryEntry, held: Held): void {
  if (entry.what === 'claim') {
    held.epochOf.set(entry.worker, entry.epoch);
    held.latestEpoch = entry.epoch;
  }
  if (entry.what === 'claim' || entry.what === 'renewal') {
    held.untilMs = entry.atMs + entry.leaseMs;
  } else if (entry.what === 'release') {
    held.untilMs = -Infinity;
  }
}

function typesOf(events: readonly UpgradeEvent[]): string {
  return events.map(({ type }) => type).join(', ') || 'a memo';
}
