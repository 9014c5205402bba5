/** @public */
export type ThresholdAction = 'rollback' | 'pause' | 'warn';

/**
 * When failures of one application are too many for an upgrade to go on: how many instances may
 * fail before it reacts.
 *
 * @public
 */
export interface Threshold {
  /** Failing instances that are still accepted; one more is a breach. */
  maxFailures: number;
  /** `percent`: of the instances desired at the start, rounded down. */
  unit: 'count' | 'percent';
  /** How long the breach must last before it counts. */
  mustLastMs: number;
  action: ThresholdAction;
}

/** @public */
export type ThresholdSource =
  | 'upgrade'
  | 'stored'
  | 'component-annotation'
  | 'workload-annotation'
  | 'platform-default';

/**
 * The threshold that holds for one application, and where it comes from.
 *
 * @public
 */
export interface EffectiveThreshold extends Threshold {
  applicationId: string;
  source: ThresholdSource;
  /** What to change to change it: an entity ref, `namespace/name`, or a configuration key. */
  sourceName: string;
  /** Failing instances accepted, resolved against the instances desired when planned. */
  allowedInstances: number;
}
