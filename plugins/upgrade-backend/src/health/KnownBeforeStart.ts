import { FailingInstance } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * What was failing before the upgrade began, frozen then. It never counts against the upgrade.
 *
 * @internal
 */
export interface KnownBeforeStart {
  frozenAtMs: number;
  /** By application id. */
  applications: Record<string, KnownApplication>;
}

/** @internal */
export interface KnownApplication {
  failing: KnownInstance[];
  /** Restarts of each pod at the start, by uid, where there were any. */
  restartsByUid: Record<string, number>;
}

/** @internal */
export interface KnownInstance {
  pod: string;
  uid: string;
  reason: FailingInstance['reason'];
}
