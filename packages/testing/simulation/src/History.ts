import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';

/** What happened in a run, in the order in which it took effect, with the true time in epoch ms. */
export type HistoryEntry = { atMs: number } & (
  | { what: 'claim'; worker: string; epoch: number; leaseMs: number }
  /** The holder of that epoch was told that it still holds the lease. */
  | { what: 'renewal'; epoch: number; leaseMs: number }
  | { what: 'release'; epoch: number }
  /** Events that were committed; without epoch: by a person. */
  | { what: 'commit'; epoch?: number; events: readonly UpgradeEvent[] }
  | Write
  /** The API found that a worker lacks a right. */
  | { what: 'forbidden'; request: string }
  /** Somebody else changed an object. */
  | { what: 'edit'; object: string; isCordoned?: boolean }
  /** A node gives no sign of life any more, or does again. */
  | { what: 'node'; node: string; isLost: boolean }
  /**
   * How many instances of the application fail that did not before the start; and how many more crash than
   * before, whichever they are.
   */
  | { what: 'health'; failing: number; crashing: number }
  /** Whether anybody can see what becomes of the cluster. */
  | { what: 'outage'; isOut: boolean }
  /** A worker's wall clock was set. */
  | { what: 'clock' }
);

/** What a worker sent to the cluster. */
export interface Write {
  what: 'write';
  worker: string;
  /** As the object is signed; undefined where nothing is. */
  epoch?: number;
  verb: string;
  /** `<kind>/<name>`. */
  object: string;
  /** Of a pod: the node that it runs on. */
  node?: string;
  /** Whether that node takes no new pods. */
  isNodeCordoned?: boolean;
  /** Whether the object is another one than before. */
  isEffective: boolean;
  /** Nodes that the upgrade keeps cordoned after it. */
  cordoned: number;
}

/** What a history is held to. */
export interface HistoryRules {
  /** Nodes that the upgrade may keep cordoned at once. */
  maxCordoned: number;
  /** Nobody else changes the objects without saying so, so that each change can be laid to a step. */
  isAlone: boolean;
  /** Undo steps of which the first is over before the second begins. */
  order?: ReadonlyArray<readonly [first: string, second: string]>;
  /** Nodes that may be out of service when one more is taken out, and those that were so before. */
  admission?: { maxUnavailable: number; cordonedBefore: readonly string[] };
  threshold?: { allowed: number; mustLastMs: number };
  /** Lanes that may fail before a person is asked. */
  maxFailedLanes?: number;
  /** How long each step of kind `soak` has to be watched without a gap. */
  soakMs?: number;
}
