import { JsonValue } from '@backstage/types';
import { ObjectRef } from './objectRef';

/**
 * Everything needed to go back, taken before the first write and stored with the upgrade, outside the
 * cluster that changes.
 *
 * @public
 */
export interface Snapshot {
  takenAtMs: number;
  objects: SnapshotObject[];
}

/** @public */
export interface SnapshotObject {
  object: ObjectRef;
  uid?: string;
  /** False: the object was not there, so going back means that it is gone. */
  existed: boolean;
  /** JSON pointer to value; a pointer whose value was absent maps to `null`. */
  values: Record<string, JsonValue>;
}

/**
 * The comparison of the cluster with the snapshot after a rollback.
 *
 * @public
 */
export interface RestoreProof {
  comparedAtMs: number;
  /** Objects compared. */
  total: number;
  /** Objects equal in every saved part. */
  restored: number;
  differences: RestoreDifference[];
}

/** @public */
export interface RestoreDifference {
  object: ObjectRef;
  pointer: string;
  /** Shortened for people. */
  expected: string;
  found: string;
}
