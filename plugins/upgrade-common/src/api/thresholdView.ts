import { ActionAvailability } from '../availability';
import { Message } from '../model/message';
import { EffectiveThreshold, Threshold } from '../model/threshold';

/**
 * The failure threshold of one application, with every place it could come from.
 *
 * @public
 */
export interface ThresholdView {
  /** Entity ref of the Component. */
  entityRef: string;
  /** Edited in the portal; wins over the annotation. */
  stored?: StoredThreshold;
  /** From the Component's annotations. */
  annotation?: Threshold;
  /** What is wrong with the annotations. */
  problems: Message[];
  /** What holds when neither is there. */
  platformDefault: Threshold;
  /** One per workload and cluster; empty when the entity names no workload. */
  workloads: ThresholdWorkload[];
  actions: { edit: ActionAvailability };
  serverTimeMs: number;
}

/** @public */
export interface StoredThreshold {
  threshold: Threshold;
  /** Entity ref of who saved it. */
  savedBy: string;
  savedAtMs: number;
}

/** @public */
export interface ThresholdWorkload {
  /** `<namespace>/<name>`. */
  applicationId: string;
  clusterRef: string;
  clusterTitle: string;
  /** Absent when the cluster could not be inspected or runs no such workload. */
  instances?: { desired: number; ready: number; failing: number };
  /** Why `instances` is absent. */
  unknown?: string;
  effective: EffectiveThreshold;
  /** The upgrade that touches it now. */
  activeUpgradeId?: string;
}
