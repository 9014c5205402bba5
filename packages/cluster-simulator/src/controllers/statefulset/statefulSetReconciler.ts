import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Pod } from '../../objects/Pod';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { keysOfController } from '../keysOfController';
import { ControllerRevision } from '../revisions/controllerRevisions';
import { reconcileStatefulSet } from './reconcileStatefulSet';
import { StatefulSet } from './StatefulSet';

/** @internal */
export const statefulSetReconciler: Reconciler = {
  name: 'statefulset-controller',
  triggers: [
    { resource: resourceTypes.statefulSets },
    { resource: resourceTypes.pods, keysOf: keysOfController('StatefulSet') },
  ],
  reads: [resourceTypes.controllerRevisions],
  reconcile(key, view) {
    const statefulSet = view.get<StatefulSet>(resourceTypes.statefulSets, key);
    const uid = statefulSet?.metadata.uid;
    return statefulSet && uid
      ? reconcileStatefulSet({
          statefulSet,
          pods: view.ownedBy<Pod>(resourceTypes.pods, uid),
          revisions: view.ownedBy<ControllerRevision>(
            resourceTypes.controllerRevisions,
            uid,
          ),
          nowMs: view.nowMs(),
        })
      : NOTHING_TO_DO;
  },
};
