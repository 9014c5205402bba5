import { StoredThreshold } from '@cluster-upgrade/plugin-upgrade-common';

/** Where thresholds that were edited in the portal live. */
export interface ThresholdStore {
  /** By entity ref of the Component; what has none is absent. */
  readThresholds(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, StoredThreshold>>;
  saveThreshold(entityRef: string, stored: StoredThreshold): Promise<void>;
  /** Does nothing when there is none. */
  deleteThreshold(entityRef: string): Promise<void>;
}
