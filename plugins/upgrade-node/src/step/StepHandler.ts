import { JsonObject, JsonValue } from '@backstage/types';
import {
  Failure,
  Message,
  ObjectRef,
  SnapshotItem,
  SnapshotObject,
  TargetProgress,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterClient } from '../ports/ClusterClient';
import { Clock } from '../ports/Clock';

/**
 * A right on the cluster's API, in the terms of an RBAC rule.
 *
 * @public
 */
export interface AccessRule {
  apiGroup: string;
  /** Plural, with the subresource: `pods/eviction`. */
  resource: string;
  verbs: readonly string[];
  /** Absent: all namespaces or cluster-scoped. */
  namespace?: string;
  /** The one object it is about, as `resourceNames` says in RBAC. Absent: all. */
  name?: string;
}

/**
 * Who acts, written into what is changed, so that a write of a worker that lost its lease can be told.
 *
 * @public
 */
export interface StepIdentity {
  upgradeId: string;
  epoch: number;
  clusterRef: string;
}

/** @public */
export interface StepContext<I = JsonObject> {
  input: I;
  /** Rejects every write once the worker may have lost its lease. */
  cluster: ClusterClient;
  clock: Clock;
  /** Aborts when the step must stop at once. */
  signal: AbortSignal;
  identity: StepIdentity;
  /** When this attempt of the step began. */
  startedAtMs: number;
  /**
   * Time since then in which nobody carried the step on: the upgrade was paused, or no worker held it.
   * It only grows; a handler that measures how long something lasts leaves it out.
   */
  idleMs: number;
  /**
   * Since when this attempt was looked at without a gap. It begins anew with every retry, error, pause,
   * change of the worker, and whenever no look could be made or the watches were silent for a while. A
   * handler that says how long something lasted counts from here at the earliest: nobody saw what was
   * before.
   */
  watchedSinceMs: number;
  /**
   * Targets, such as names of nodes, that the plan which runs goes round: nothing is asked of them. What
   * was skipped on the way there is asked for again on the way back, where it may be as new by then.
   */
  skippedTargets: readonly string[];
  /** Workloads of applications whose thresholds a person has switched off for now: nothing waits for these. */
  silencedWorkloads: readonly ObjectRef[];
  /**
   * A pause was asked for. A handler that follows work which somebody else does (`PlanStep.pausing`) has
   * that work held now, by the platform's own means and marked as its own, and answers with `isSuspended`
   * when nothing goes on any more. When it is false and the work is held by this upgrade, the handler
   * lets it go on: it sees the hold in the cluster, so a crash in between makes no difference.
   */
  isPausing: boolean;
  /**
   * What an earlier reconcile of this step left behind. A hint that saves work or remembers a moment
   * (such as when a soak began); the cluster stays the truth. A retry begins without it.
   */
  memo: JsonValue | undefined;
  /** The saved state of an object, from before the first write. */
  snapshotOf(object: ObjectRef): SnapshotObject | undefined;
  /**
   * Records durably what is about to be done. Await it before every effect; it rejects when the lease
   * is lost, and then nothing may be done.
   */
  recordIntent(effect: Message, object?: ObjectRef): Promise<void>;
}

/**
 * What a step back knows that is not as it was, beyond what a comparison of saved fields shows.
 *
 * @public
 */
export interface StepLeftover {
  cause: Message;
  object?: ObjectRef;
}

/**
 * What one look came to.
 *
 * @public
 */
export type StepOutcome = (
  | { status: 'done'; result: Message; leftover?: StepLeftover }
  | {
      status: 'waiting';
      wait: WaitRequest;
      memo?: JsonValue;
      /** When to look again even if no watch says so; the engine has a default. */
      recheckAfterMs?: number;
    }
  | { status: 'failed'; failure: Failure }
) & {
  /**
   * Where the plan's targets are which somebody else works on, by id, for the screens. Say it at every
   * look: the engine records what is news. Absent, or a target left out: as it was.
   */
  targets?: Record<string, TargetProgress>;
};

/**
 * Code for one kind of step. Level-triggered: each reconcile looks at the cluster, does at most one
 * idempotent thing and answers. A crash anywhere is a re-run, not a repair.
 *
 * A thrown `TerminalStepError` fails the step; every other error is transient: the engine waits, tries
 * again until the step's limit, and shows the error as the reason for waiting.
 *
 * @public
 */
export interface StepHandler<I = any> {
  readonly kind: string;
  /**
   * @throws InputError from `@backstage/errors` that names the field
   */
  parseInput(input: JsonObject): I;
  /** The rights a step with this input needs. */
  rightsFor(input: I): AccessRule[];
  /**
   * Objects whose fields a step with this input sets, so that a plan can be searched for writes that
   * its snapshot or its undo steps forget. Absent or empty: it sets none that would have to go back.
   */
  writes?(input: I): ObjectRef[];
  /**
   * The part of an input that a person agrees to: without what was only seen when the plan was made and
   * may be different at the start, such as which instances were ready, or an order made from load.
   * Absent: all of it.
   */
  agreedInput?(input: I): JsonObject;
  /** Parts of the snapshot that a step with this input restores from. */
  needsSnapshot?(input: I): SnapshotItem[];
  reconcile(context: StepContext<I>): Promise<StepOutcome>;
}
