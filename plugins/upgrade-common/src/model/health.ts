import { Message } from './message';

/** @public */
export type Verdict =
  'good' | 'watch' | 'breach' | 'no-data' | 'known-before-start';

/**
 * Health of one application as judged against its threshold.
 *
 * @public
 */
export interface ApplicationHealth {
  applicationId: string;
  verdict: Verdict;
  desired: number;
  ready: number;
  /** Instances failing now that were not failing before the start. */
  failing: FailingInstance[];
  /** Instances that were failing before the start, and still are. */
  knownBeforeStart: string[];
  allowedInstances: number;
  /**
   * Since when fewer instances exist than are asked for; absent while enough do. They count as failing
   * once their controller had the time to make them.
   */
  missingSinceMs?: number;
  /** When failing instances first exceeded what is allowed; absent while they don't. */
  exceededSinceMs?: number;
  /** The rule and the figures in words. */
  rule: Message;
  judgedAtMs: number;
}

/** @public */
export interface FailingInstance {
  /** Name of its pod; for one that is missing, which of the instances asked for it is. */
  pod: string;
  node?: string;
  reason:
    | 'crash-loop'
    | 'image-pull'
    | 'not-ready'
    | 'restarted'
    | 'failed'
    /** Asked for, and no pod of it exists. */
    | 'missing'
    | 'unschedulable';
  detail: string;
  sinceMs: number;
}
