import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import {
  Condition,
  isConditionTrue,
  withCondition,
} from '../../objects/conditions';
import { controllerReference } from '../../objects/owners';
import { isPodActive, isPodFinished, isPodReady, Pod } from '../../objects/Pod';
import { formatTime, parseTime } from '../../objects/timestamps';
import { earliest, Reconciliation, Write } from '../../reconcile/writes';
import { podFromTemplate } from '../podFromTemplate';
import { statusPatch } from '../statusPatch';
import { countFinishedPods } from './countFinishedPods';
import { Job, JobStatus, TRACKING_FINALIZER } from './Job';

const BACKOFF_FIRST_MS = 10_000;
const BACKOFF_MAX_MS = 10 * 60_000;

/** @internal */
export interface JobSituation {
  job: Job;
  pods: readonly Pod[];
  nowMs: number;
}

interface Verdict {
  outcome: 'complete' | 'failed';
  reason: string;
  message: string;
}

/**
 * One look at a Job: pods to create or stop, what it counts, and whether it is over.
 *
 * @internal
 */
export function reconcileJob(situation: JobSituation): Reconciliation {
  const { job, pods, nowMs } = situation;
  if (isOver(job)) {
    return afterwards(situation);
  }
  const count = countFinishedPods(job, pods);
  const active = pods.filter(isPodActive);
  const pending =
    (count.uncounted.succeeded?.length ?? 0) +
    (count.uncounted.failed?.length ?? 0);
  const succeeded = count.succeeded + (count.uncounted.succeeded?.length ?? 0);
  const failed = count.failed + (count.uncounted.failed?.length ?? 0);
  const verdict = judge(situation, succeeded, failed);
  const podChange = job.metadata.deletionTimestamp
    ? { writes: [] }
    : podWrites(situation, active, { succeeded, failed }, verdict);
  const status: JobStatus = {
    ...job.status,
    startTime:
      job.status?.startTime ??
      (job.spec.suspend ? undefined : formatTime(nowMs)),
    active: (verdict ? 0 : active.length) || undefined,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(
      pod => pod.metadata.deletionTimestamp && !isPodFinished(pod),
    ).length,
    succeeded: count.succeeded || undefined,
    failed: count.failed || undefined,
    uncountedTerminatedPods: count.uncounted,
    conditions: conditionsOf(job, verdict, pending + active.length, nowMs),
  };
  if (isOver({ ...job, status }) && verdict?.outcome === 'complete') {
    status.completionTime = formatTime(nowMs);
  }
  return {
    writes: [
      ...statusPatch(resourceTypes.jobs, job, status),
      ...count.writes,
      ...podChange.writes,
    ],
    events: verdictEvents(job, status, verdict),
    requeueAfterMs: earliest(
      podChange.requeueAfterMs,
      deadlineInMs(job, nowMs),
    ),
  };
}

function isOver(job: Job): boolean {
  return ['Complete', 'Failed'].some(type =>
    isConditionTrue(job.status?.conditions, type),
  );
}

function judge(
  { job, nowMs }: JobSituation,
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

function deadlineInMs(job: Job, nowMs: number): number | undefined {
  const startedMs = parseTime(job.status?.startTime);
  return job.spec.activeDeadlineSeconds !== undefined &&
    startedMs !== undefined &&
    !job.spec.suspend
    ? startedMs + job.spec.activeDeadlineSeconds * 1000 - nowMs
    : undefined;
}

function podWrites(
  { job, pods, nowMs }: JobSituation,
  active: readonly Pod[],
  counts: { succeeded: number; failed: number },
  verdict: Verdict | undefined,
): Reconciliation {
  if (verdict || job.spec.suspend) {
    return { writes: active.map(pod => deletePod(job, pod)) };
  }
  const parallelism = job.spec.parallelism ?? 1;
  const wanted =
    job.spec.completions === undefined
      ? parallelism
      : Math.min(parallelism, job.spec.completions - counts.succeeded);
  if (active.length > wanted) {
    return {
      writes: active.slice(wanted).map(pod => deletePod(job, pod)),
    };
  }
  const waitMs = backOffInMs(pods, counts.failed, nowMs);
  if (active.length < wanted && waitMs > 0) {
    return { writes: [], requeueAfterMs: waitMs };
  }
  // Upstream replaces a pod that is being deleted only once it is gone or finished.
  const stopping = pods.filter(
    pod => pod.metadata.deletionTimestamp && !isPodFinished(pod),
  ).length;
  const missing = Math.max(0, wanted - active.length - stopping);
  return { writes: Array.from({ length: missing }, () => createPod(job)) };
}

/** Each failed pod doubles the pause before the next attempt. */
function backOffInMs(
  pods: readonly Pod[],
  failed: number,
  nowMs: number,
): number {
  if (failed === 0) {
    return 0;
  }
  const finishedMs = pods
    .filter(pod => pod.status?.phase === 'Failed')
    .flatMap(pod => pod.status?.containerStatuses ?? [])
    .map(status => parseTime(status.state.terminated?.finishedAt) ?? 0);
  const backOffMs = Math.min(
    BACKOFF_FIRST_MS * 2 ** (failed - 1),
    BACKOFF_MAX_MS,
  );
  return finishedMs.length ? Math.max(...finishedMs) + backOffMs - nowMs : 0;
}

/** First the decision, then, when no pod is left and all are counted, the end. */
function conditionsOf(
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

function verdictEvents(
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

/** A Job that is over goes after its time to live. */
function afterwards({ job, nowMs }: JobSituation): Reconciliation {
  const { ttlSecondsAfterFinished } = job.spec;
  if (ttlSecondsAfterFinished === undefined || job.metadata.deletionTimestamp) {
    return { writes: [] };
  }
  const endedMs = Math.max(
    ...(job.status?.conditions ?? [])
      .filter(each => each.type === 'Complete' || each.type === 'Failed')
      .map(each => parseTime(each.lastTransitionTime) ?? 0),
  );
  const leftMs = endedMs + ttlSecondsAfterFinished * 1000 - nowMs;
  return leftMs > 0
    ? { writes: [], requeueAfterMs: leftMs }
    : {
        writes: [
          {
            verb: 'delete',
            resource: resourceTypes.jobs,
            object: job,
            options: { propagationPolicy: 'Foreground' },
          },
        ],
      };
}

function createPod(job: Job): Write {
  return {
    verb: 'create',
    resource: resourceTypes.pods,
    object: podFromTemplate(job.spec.template, {
      namespace: job.metadata.namespace!,
      generateName: `${job.metadata.name}-`,
      owner: controllerReference(job),
      finalizers: [TRACKING_FINALIZER],
    }),
    announce: {
      regarding: job,
      reason: 'SuccessfulCreate',
      message: 'Created pod: {name}',
      failureReason: 'FailedCreate',
      failureMessage: 'Error creating: {error}',
    },
  };
}

function deletePod(job: Job, pod: Pod): Write {
  return {
    verb: 'delete',
    resource: resourceTypes.pods,
    object: pod,
    announce: {
      regarding: job,
      reason: 'SuccessfulDelete',
      message: 'Deleted pod: {name}',
    },
  };
}
