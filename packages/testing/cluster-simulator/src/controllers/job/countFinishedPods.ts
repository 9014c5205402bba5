import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Write } from '../../reconcile/writes';
import { Job, JobStatus, TRACKING_FINALIZER } from './Job';

/** @internal */
export interface FinishedCount {
  succeeded: number;
  failed: number;
  uncounted: NonNullable<JobStatus['uncountedTerminatedPods']>;
  /** Finalizers to take off pods that the stored status already knows. */
  writes: Write[];
}

/**
 * Counts each finished pod exactly once, whatever happens in between: first its uid goes into the
 * status, then its finalizer goes, then it moves from the list into the count.
 *
 * @internal
 */
export function countFinishedPods(
  job: Job,
  pods: readonly Pod[],
): FinishedCount {
  const stored = job.status?.uncountedTerminatedPods;
  const counts = { succeeded: 0, failed: 0 };
  const uncounted: FinishedCount['uncounted'] = {};
  const writes: Write[] = [];
  for (const outcome of ['succeeded', 'failed'] as const) {
    const known = stored?.[outcome] ?? [];
    const held = pods.filter(
      pod => isHeld(pod) && outcomeOf(pod, job) === outcome,
    );
    const heldUids = held.map(pod => pod.metadata.uid!);
    // Let go of by its finalizer: now it only lives on in the number.
    const released = known.filter(uid => !heldUids.includes(uid));
    counts[outcome] = (job.status?.[outcome] ?? 0) + released.length;
    if (heldUids.length > 0) {
      uncounted[outcome] = heldUids;
    }
    writes.push(
      ...held
        .filter(pod => known.includes(pod.metadata.uid!))
        .map(withoutFinalizer),
    );
  }
  return { ...counts, uncounted, writes };
}

/** A pod that is deleted before it succeeded counts as failed. */
function outcomeOf(pod: Pod, job: Job): 'succeeded' | 'failed' | undefined {
  if (pod.status?.phase === 'Succeeded') {
    return 'succeeded';
  }
  const isLost =
    pod.status?.phase === 'Failed' || pod.metadata.deletionTimestamp;
  return isLost && !job.spec.suspend ? 'failed' : undefined;
}

function isHeld(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING_FINALIZER) ?? false;
}

/** @internal */
export function withoutFinalizer(pod: Pod): Write {
  const { name, namespace, uid, finalizers } = pod.metadata;
  return {
    verb: 'patch',
    resource: resourceTypes.pods,
    key: { name, namespace },
    patchType: 'merge',
    body: {
      metadata: {
        uid,
        finalizers: (finalizers ?? []).filter(
          each => each !== TRACKING_FINALIZER,
        ),
      },
    },
  };
}
