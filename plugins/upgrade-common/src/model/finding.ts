import { ObjectRef } from './objectRef';

/** @public */
export type FindingStatus =
  'pass' | 'warning' | 'soft-block' | 'hard-block' | 'not-checked';

/** @public */
export type CheckGroup =
  | 'resources'
  | 'health'
  | 'connectivity'
  | 'compatibility'
  | 'backup'
  | 'policy';

/**
 * The answer of one check for one object or for the whole cluster. "Not checked" never counts as
 * passed.
 *
 * @public
 */
export interface Finding {
  /** `<checkId>` or `<checkId>:<object>`; stable between runs of the check. */
  id: string;
  checkId: string;
  group: CheckGroup;
  title: string;
  status: FindingStatus;
  /** What was seen, for people and bound to an override. */
  observed: string;
  /** What the upgrade needs. */
  needed: string;
  objects: ObjectRef[];
  /** Entity refs of those who can mend it. */
  ownerRefs: string[];
  remedy?: string;
  checkedAtMs: number;
}

/**
 * A finding that someone accepted.
 *
 * @public
 */
export interface Override {
  findingId: string;
  /** At least 15 characters. */
  reason: string;
  by: string;
  atMs: number;
  /** The `observed` it covers; the override is void when the finding gets another. */
  observed: string;
  /** Epoch ms; absent: holds for this upgrade only. */
  expiresAtMs?: number;
}

/**
 * An override that a start relied on, kept with the upgrade.
 *
 * @public
 */
export interface AcceptedFinding extends Override {
  /** Of the finding. */
  title: string;
}
