import {
  Condition,
  isConditionTrue,
  withCondition,
} from '../../objects/conditions';
import { formatTime, parseTime } from '../../objects/timestamps';
import { Reconciliation } from '../../reconcile/writes';
import { Job, JobStatus } from './Job';

/** @internal */
export interface Verdict {
  outcome: 'complete' | 'failed';
  reason: string;
  message: string;
}

/** @internal */
export function isOver(job: Job): boolean {
  return ['Complete', 'Failed'].some(type =>
    isConditionTrue(job.status?.conditions, type),
  );
}

/**
 * Whether the Job has to end, and how; undefined while it goes on.
 *
 * @internal
 */
export function judge(
  job: Job,
  nowMs: number,
  succeeded: number,
  failed: number,
): Verdict | undefined {
  const completions = job.spec.completions;
  if (failed > (job.spec.backoffLimit ?? 6)) {
    return {
      outcome: 'failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  }
  const leftMs = deadlineInMs(job, nowMs);
  if (leftMs !== undefined && leftMs <= 0) {
    return {
      outcome: 'failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  return succeeded >= (completions ?? 1)
    ? {
        outcome: 'complete',
        reason: 'CompletionsReached',
        message: 'Reached expected number of succeeded pods',
      }
    : undefined;
}

/**
 * How long until its deadline; undefined when none runs.
 *
 * @internal
 */
export function deadlineInMs(job: Job, nowMs: number): number | undefined {
  const startedMs = parseTime(job.status?.startTime);
  return job.spec.activeDeadlineSeconds !== undefined &&
    startedMs !== undefined &&
    !job.spec.suspend
    ? startedMs + job.spec.activeDeadlineSeconds * 1000 - nowMs
    : undefined;
}

/**
 * The conditions: first the decision, then, when no pod is left and all are counted, the end.
 *
 * @internal
 */
export function conditionsOf(
  job: Job,
  verdict: Verdict | undefined,
  unsettledPods: number,
  nowMs: number,
): Condition[] | undefined {
  const suspended = suspendCondition(job, nowMs);
  if (!verdict) {
    return suspended;
  }
  const { reason, message } = verdict;
  const [decided, ended] =
    verdict.outcome === 'complete'
      ? ['SuccessCriteriaMet', 'Complete']
      : ['FailureTarget', 'Failed'];
  const condition = (type: string): Condition => ({
    type,
    status: 'True',
    reason,
    message,
    lastProbeTime: formatTime(nowMs),
  });
  const withDecision = isConditionTrue(suspended, decided)
    ? suspended
    : withCondition(suspended, condition(decided), nowMs);
  return unsettledPods === 0
    ? withCondition(withDecision, condition(ended), nowMs)
    : withDecision;
}

function suspendCondition(job: Job, nowMs: number): Condition[] | undefined {
  const conditions = job.status?.conditions;
  const isMarked = isConditionTrue(conditions, 'Suspended');
  if (isMarked === (job.spec.suspend === true)) {
    return conditions;
  }
  return withCondition(
    conditions,
    {
      type: 'Suspended',
      status: job.spec.suspend ? 'True' : 'False',
      reason: job.spec.suspend ? 'JobSuspended' : 'JobResumed',
      message: job.spec.suspend ? 'Job suspended' : 'Job resumed',
      lastProbeTime: formatTime(nowMs),
    },
    nowMs,
  );
}

/**
 * Tells that the Job has ended.
 *
 * @internal
 */
export function verdictEvents(
  job: Job,
  status: JobStatus,
  verdict: Verdict | undefined,
): Reconciliation['events'] {
  if (!verdict || !isOver({ ...job, status })) {
    return [];
  }
  return verdict.outcome === 'complete'
    ? [
        {
          regarding: job,
          type: 'Normal',
          reason: 'Completed',
          message: 'Job completed',
        },
      ]
    : [
        {
          regarding: job,
          type: 'Warning',
          reason: verdict.reason,
          message: verdict.message,
        },
      ];
}
