import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { controllerOf } from '../../objects/owners';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { splitKey } from '../../reconcile/ObjectCache';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { keysOfController } from '../../reconcile/keysOfController';
import { withoutFinalizer } from './countFinishedPods';
import { Job, TRACKING_FINALIZER } from './Job';
import { reconcileJob } from './reconcileJob';

/** @internal */
export const jobReconciler: Reconciler = {
  name: 'job-controller',
  triggers: [
    { resource: resourceTypes.jobs },
    { resource: resourceTypes.pods, keysOf: keysOfController('Job') },
  ],
  reconcile(key, view) {
    const job = view.get<Job>(resourceTypes.jobs, key);
    return job
      ? reconcileJob({
          job,
          pods: view.ownedBy<Pod>(resourceTypes.pods, job.metadata.uid!),
          nowMs: view.nowMs(),
        })
      : { writes: orphans(key, view).map(withoutFinalizer) };
  },
};

/** Pods of a Job that is gone: nobody will count them any more. */
function orphans(jobKey: string, view: ClusterView): Pod[] {
  const { name, namespace } = splitKey(jobKey);
  return view
    .inNamespace<Pod>(resourceTypes.pods, namespace!)
    .filter(
      pod =>
        controllerOf(pod)?.kind === 'Job' &&
        controllerOf(pod)?.name === name &&
        pod.metadata.finalizers?.includes(TRACKING_FINALIZER),
    );
}
