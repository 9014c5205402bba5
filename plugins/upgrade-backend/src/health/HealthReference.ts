import {
  FailingInstance,
  ObjectRef,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The applications as they were before the upgrade began, frozen then. What was failing already never
 * counts against the upgrade.
 */
export interface HealthReference {
  frozenAtMs: number;
  /** By application id; those that have a threshold. */
  applications: Record<string, ApplicationReference>;
}

export interface ApplicationReference {
  object: ObjectRef;
  /** Labels that select its pods, within its namespace. */
  podLabels: Record<string, string>;
  desired: number;
  /** How many of its instances its disruption budgets let be out; absent: it has none. */
  budget?: number;
  failing: KnownInstance[];
  /** Restarts of its pods, by uid, where there were any. */
  restartsByUid: Record<string, number>;
}

export interface KnownInstance {
  pod: string;
  uid: string;
  reason: FailingInstance['reason'];
}
