import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { after, NOTHING_TO_DO } from '../../reconcile/writes';
import { claimObjects, keysOfClaimants } from '../claimObjects';
import { reconcileReplicaSet, ReplicaSet } from './reconcileReplicaSet';

/** @internal */
export const replicaSetReconciler: Reconciler = {
  name: 'replicaset-controller',
  triggers: [
    { resource: resourceTypes.replicaSets },
    {
      resource: resourceTypes.pods,
      keysOf: keysOfClaimants('ReplicaSet', resourceTypes.replicaSets),
    },
  ],
  reconcile(key, view) {
    const replicaSet = view.get<ReplicaSet>(resourceTypes.replicaSets, key);
    if (!replicaSet) {
      return NOTHING_TO_DO;
    }
    const { claimed, writes } = claimObjects<Pod>(
      replicaSet,
      resourceTypes.pods,
      view,
    );
    return after(
      writes,
      reconcileReplicaSet(replicaSet, claimed, view.nowMs()),
    );
  },
};
