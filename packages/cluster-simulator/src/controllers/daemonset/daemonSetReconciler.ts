import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameJson } from '../../objects/canonicalJson';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { keyOf } from '../../reconcile/ObjectCache';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { keysOfController } from '../keysOfController';
import { ControllerRevision } from '../revisions/controllerRevisions';
import { DaemonSet } from './DaemonSet';
import { reconcileDaemonSet } from './reconcileDaemonSet';

/** A look takes time in proportion to the nodes, so a burst of pod changes is taken together. */
const COALESCE_MS = 5;

/** @internal */
export const daemonSetReconciler: Reconciler = {
  name: 'daemonset-controller',
  coalesceMs: COALESCE_MS,
  triggers: [
    { resource: resourceTypes.daemonSets },
    { resource: resourceTypes.pods, keysOf: keysOfController('DaemonSet') },
    { resource: resourceTypes.nodes, keysOf: keysOfNode },
  ],
  reads: [resourceTypes.controllerRevisions],
  reconcile(key, view) {
    const daemonSet = view.get<DaemonSet>(resourceTypes.daemonSets, key);
    const uid = daemonSet?.metadata.uid;
    return daemonSet && uid
      ? reconcileDaemonSet({
          daemonSet,
          nodes: view.list<Node>(resourceTypes.nodes),
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

/** Only what placement depends on; heartbeats would wake every DaemonSet for nothing. */
function keysOfNode(
  { object: node, previous, isRemoved }: ObjectChange,
  view: ClusterView,
): string[] {
  const isSamePlacement =
    previous !== undefined &&
    !isRemoved &&
    isSameJson(previous.metadata.labels, node.metadata.labels) &&
    isSameJson(previous.spec?.taints, node.spec?.taints);
  return isSamePlacement
    ? []
    : view
        .list(resourceTypes.daemonSets)
        .map(daemonSet => keyOf(daemonSet.metadata));
}
