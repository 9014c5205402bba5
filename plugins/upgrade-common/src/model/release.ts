import { Message } from './message';

/**
 * A version that a cluster could be taken to, or the reason why not.
 *
 * @public
 */
export interface ReleaseOption {
  version: string;
  /** Versions to pass through, the target last; empty when blocked. */
  path: string[];
  /** Why it can't be chosen now; empty when it can. */
  blockedBy: Message[];
  isRecommended: boolean;
  /** Set where choosing it finishes what was begun (`Inventory.partWay`), or brings along what lags behind. */
  isFinish?: true;
  /** Known problems that apply to this cluster but don't block. */
  risks: Message[];
  notesUrl?: string;
  /** Epoch ms; absent when not published. */
  supportEndsAtMs?: number;
}

/**
 * What a version looks like when it runs: images, environment and flags per component.
 *
 * @public
 */
export interface TargetDescriptor {
  version: string;
  components: TargetComponent[];
}

/** @public */
export interface TargetComponent {
  componentId: string;
  /** Container name to image. */
  images: Record<string, string>;
  /** Container name to the variables that change; `null` removes one. */
  env?: Record<string, Record<string, string | null>>;
  /** Container name to the complete argument list. */
  args?: Record<string, string[]>;
}
