import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { after, NOTHING_TO_DO } from '../../reconcile/writes';
import { claimObjects, keysOfClaimants } from '../claimObjects';
import { ControllerRevision } from '../revisions/controllerRevisions';
import { reconcileStatefulSet } from './reconcileStatefulSet';
import { StatefulSet } from './StatefulSet';

/** @internal */
export const statefulSetReconciler: Reconciler = {
  name: 'statefulset-controller',
  triggers: [
    { resource: resourceTypes.statefulSets },
    {
      resource: resourceTypes.pods,
      keysOf: keysOfClaimants('StatefulSet', resourceTypes.statefulSets),
    },
  ],
  reads: [resourceTypes.controllerRevisions],
  reconcile(key, view) {
    const statefulSet = view.get<StatefulSet>(resourceTypes.statefulSets, key);
    if (!statefulSet) {
      return NOTHING_TO_DO;
    }
    const { claimed, writes } = claimObjects<Pod>(
      statefulSet,
      resourceTypes.pods,
      view,
    );
    return after(
      writes,
      reconcileStatefulSet({
        statefulSet,
        pods: claimed,
        revisions: view.ownedBy<ControllerRevision>(
          resourceTypes.controllerRevisions,
          statefulSet.metadata.uid!,
        ),
        nowMs: view.nowMs(),
      }),
    );
  },
};
