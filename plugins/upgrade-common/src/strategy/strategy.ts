import { FailedLimit } from './failedLimit';

/** @public */
export type StrategyKind = 'capacity-first' | 'scale-down' | 'hybrid';

/**
 * How applications keep running while nodes are upgraded.
 *
 * @public
 */
export interface Strategy {
  kind: StrategyKind;
  /** Temporary nodes to add; 0 unless capacity-first or hybrid. */
  spareNodes: number;
  /** By how much applications are scaled down, in percent; 0 unless scale-down or hybrid. */
  scaleDownPercent: number;
  /** Nodes disturbed at once, those already not ready or cordoned included. */
  maxUnavailableNodes: number;
  /**
   * Failed nodes that the upgrade goes round before it asks a person, as a count or a share of the plan's
   * nodes. Absent: none, so the first one that fails pauses it. Steps with a `failureScope` are asked about
   * in any case.
   */
  maxFailedNodes?: FailedLimit;
  /** How long one node may drain. */
  drainTimeoutMs: number;
  /** Continuous health required after each node. */
  nodeSoakMs: number;
  /** Continuous health required after the last node. */
  finalSoakMs: number;
}
