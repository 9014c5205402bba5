import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameContent } from '../../objects/canonicalJson';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { keyOf } from '../../reconcile/ObjectCache';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { after, NOTHING_TO_DO } from '../../reconcile/writes';
import { claimObjects, keysOfClaimants } from '../claimObjects';
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
    {
      resource: resourceTypes.pods,
      keysOf: keysOfClaimants('DaemonSet', resourceTypes.daemonSets),
    },
    { resource: resourceTypes.nodes, keysOf: keysOfNode },
  ],
  reads: [resourceTypes.controllerRevisions],
  reconcile(key, view) {
    const daemonSet = view.get<DaemonSet>(resourceTypes.daemonSets, key);
    if (!daemonSet) {
      return NOTHING_TO_DO;
    }
    const { claimed, writes } = claimObjects<Pod>(
      daemonSet,
      resourceTypes.pods,
      view,
    );
    return after(
      writes,
      reconcileDaemonSet({
        daemonSet,
        nodes: view.list<Node>(resourceTypes.nodes),
        pods: claimed,
        revisions: view.ownedBy<ControllerRevision>(
          resourceTypes.controllerRevisions,
          daemonSet.metadata.uid!,
        ),
        nowMs: view.nowMs(),
      }),
    );
  },
};

/**
 * Only what placement depends on; heartbeats would wake every DaemonSet for nothing. Upstream's controller
 * does not notice that a node is gone either: its status counts the node until the pod there is removed.
 */
function keysOfNode(
  { object: node, previous, isRemoved }: ObjectChange,
  view: ClusterView,
): string[] {
  const isSamePlacement =
    previous !== undefined &&
    isSameContent(previous.metadata.labels, node.metadata.labels) &&
    isSameContent(previous.spec?.taints, node.spec?.taints);
  return isRemoved || isSamePlacement
    ? []
    : view
        .list(resourceTypes.daemonSets)
        .map(daemonSet => keyOf(daemonSet.metadata));
}
