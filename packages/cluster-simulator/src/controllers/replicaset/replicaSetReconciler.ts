import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { keysOfController } from '../keysOfController';
import { reconcileReplicaSet, ReplicaSet } from './reconcileReplicaSet';

/** @internal */
export const replicaSetReconciler: Reconciler = {
  name: 'replicaset-controller',
  triggers: [
    { resource: resourceTypes.replicaSets },
    { resource: resourceTypes.pods, keysOf: keysOfController('ReplicaSet') },
  ],
  reconcile(key, view) {
    const replicaSet = view.get<ReplicaSet>(resourceTypes.replicaSets, key);
    return replicaSet
      ? reconcileReplicaSet(
          replicaSet,
          view.ownedBy<Pod>(resourceTypes.pods, replicaSet.metadata.uid!),
          view.nowMs(),
        )
      : NOTHING_TO_DO;
  },
};
