import { Message } from '../model/message';

/**
 * A version that exists, and what its publisher says about it.
 *
 * @public
 */
export interface Release {
  version: string;
  /** Epoch ms. */
  releasedAtMs?: number;
  notesUrl?: string;
  /** Epoch ms. */
  supportEndsAtMs?: number;
}

/**
 * Whether one version may be replaced by another in a single step.
 *
 * @public
 */
export interface EdgeAssessment {
  /** Why not; empty when it may. */
  refusals: Message[];
  /** What could not be judged, or is known to be awkward; doesn't block. */
  risks: Message[];
}

/**
 * The version rules of one platform. Pure.
 *
 * @public
 */
export interface VersionPolicy {
  /** False for texts that are not versions of this platform. */
  isVersion(version: string): boolean;
  /** True for versions that are only offered to those who ask for them. */
  isPreRelease(version: string): boolean;
  /** Negative when `left` is the older one. */
  compare(left: Release, right: Release): number;
  assessEdge(from: Release, to: Release): EdgeAssessment;
}
