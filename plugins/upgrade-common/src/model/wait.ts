import { Message } from './message';
import { ObjectRef } from './objectRef';

/** @public */
export type WaitKind =
  | 'budget'
  | 'pod-termination'
  | 'rollout'
  | 'node'
  | 'applications'
  | 'capacity'
  | 'condition'
  | 'soak'
  | 'operator-gate'
  | 'lane'
  | 'api'
  | 'person';

/**
 * Why a step waits. Grammar for people: object → condition → elapsed of limit → why → who → what
 * happens at the limit.
 *
 * @public
 */
export interface WaitReason {
  kind: WaitKind;
  object?: ObjectRef;
  /** What must become true. */
  condition: Message;
  /** Why it isn't yet. */
  why: Message;
  /** Filled by the engine: when this step began to wait for this condition. */
  sinceMs: number;
  /** Filled by the engine from the step's limit. */
  untilMs: number;
  unblocks: Unblocker;
  atLimit: 'fail-step' | 'hold' | 'continue';
  /**
   * Set when a pause was asked for and nothing goes on any more: whoever does the work was told to hold,
   * and holds. The step's time does not run meanwhile.
   */
  isSuspended?: true;
}

/** @public */
export interface Unblocker {
  kind: 'nobody-needed' | 'application-owner' | 'operator' | 'platform-team';
  /** Entity ref or workload id, when known. */
  ref?: string;
}

/**
 * What a handler answers; the engine adds the times.
 *
 * @public
 */
export type WaitRequest = Omit<WaitReason, 'sinceMs' | 'untilMs'>;
