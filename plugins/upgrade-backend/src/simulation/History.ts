import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';

/** What happened in a run, in the order in which it took effect. */
export type HistoryEntry =
  | { what: 'claim'; worker: string; epoch: number }
  /** Events that were committed; without epoch: by a person. */
  | { what: 'commit'; epoch?: number; events: readonly UpgradeEvent[] }
  | {
      what: 'write';
      worker: string;
      epoch: number;
      verb: string;
      object: string;
      /** Whether the object is another one than before. */
      isEffective: boolean;
      /** Nodes that the upgrade keeps cordoned after it. */
      cordoned: number;
    };

/** What a history is held to. */
export interface HistoryRules {
  /** Nodes that the upgrade may keep cordoned at once. */
  maxCordoned: number;
  /** Nobody else changes the objects, so that each change can be laid to a step. */
  isAlone: boolean;
}

/**
 * What is wrong with a history that spans workers, database and cluster: the promises that no log alone
 * can show.
 */
export function historyViolations(
  history: readonly HistoryEntry[],
  { maxCordoned, isAlone }: HistoryRules,
): string[] {
  const broken: string[] = [];
  let latestEpoch = 0;
  const intents = new Map<string, Set<string>>();
  const writes = new Map<string, number>();
  for (const entry of history) {
    if (entry.what === 'claim') {
      if (entry.epoch <= latestEpoch) {
        broken.push(`epoch ${entry.epoch} was given out twice`);
      }
      latestEpoch = entry.epoch;
    } else if (entry.what === 'commit') {
      if (entry.epoch !== undefined && entry.epoch < latestEpoch) {
        broken.push(
          `a worker of epoch ${entry.epoch} wrote ${typesOf(
            entry.events,
          )} after epoch ${latestEpoch} began`,
        );
      }
      entry.events.forEach(event => noteIntent(intents, event));
    } else {
      if (entry.epoch < latestEpoch) {
        broken.push(
          `a worker of epoch ${entry.epoch} changed ${entry.object} after epoch ${latestEpoch} began`,
        );
      }
      if (entry.cordoned > maxCordoned) {
        broken.push(
          `${entry.cordoned} nodes were cordoned at once, of ${maxCordoned} allowed`,
        );
      }
      if (entry.isEffective) {
        const count = (writes.get(entry.object) ?? 0) + 1;
        writes.set(entry.object, count);
        const steps = intents.get(entry.object)?.size ?? 0;
        if (isAlone && count > steps) {
          broken.push(
            `${entry.object} was changed ${count} times for ${steps} steps that meant to`,
          );
        }
      }
    }
  }
  return broken;
}

function noteIntent(
  intents: Map<string, Set<string>>,
  event: UpgradeEvent,
): void {
  if (event.type === 'step-intent' && event.data.object) {
    const { kind, name } = event.data.object;
    const object = `${kind}/${name}`;
    const steps = intents.get(object) ?? new Set();
    intents.set(object, steps.add(`${event.data.plan}/${event.data.stepId}`));
  }
}

function typesOf(events: readonly UpgradeEvent[]): string {
  return events.map(({ type }) => type).join(', ') || 'a memo';
}
