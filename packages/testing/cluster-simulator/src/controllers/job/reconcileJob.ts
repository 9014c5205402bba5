import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { controllerReference } from '../../objects/owners';
import { isPodActive, isPodFinished, isPodReady, Pod } from '../../objects/Pod';
import { formatTime, parseTime } from '../../objects/timestamps';
import { earliest, Reconciliation, Write } from '../../reconcile/writes';
import { podFromTemplate } from '../../objects/podFromTemplate';
import { statusPatch } from '../../reconcile/statusPatch';
import { countFinishedPods } from './countFinishedPods';
import { Job, JobStatus, TRACKING_FINALIZER } from './Job';
import {
  conditionsOf,
  deadlineInMs,
  isOver,
  judge,
  Verdict,
  verdictEvents,
} from './jobVerdict';

const BACKOFF_FIRST_MS = 10_000;
const BACKOFF_MAX_MS = 10 * 60_000;

/** @internal */
export interface JobSituation {
  job: Job;
  pods: readonly Pod[];
  nowMs: number;
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
  const verdict = judge(job, nowMs, succeeded, failed);
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
