import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { controllerOf } from '../../objects/owners';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { after, NOTHING_TO_DO } from '../../reconcile/writes';
import { claimObjects, keysOfClaimants } from '../claimObjects';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import { Deployment } from './Deployment';
import { reconcileDeployment } from './reconcileDeployment';

/** @internal */
export const deploymentReconciler: Reconciler = {
  name: 'deployment-controller',
  triggers: [
    { resource: resourceTypes.deployments },
    {
      resource: resourceTypes.replicaSets,
      keysOf: keysOfClaimants('Deployment', resourceTypes.deployments),
    },
    { resource: resourceTypes.pods, keysOf: keysOfRecreated },
  ],
  reconcile(key, view) {
    const deployment = view.get<Deployment>(resourceTypes.deployments, key);
    if (!deployment) {
      return NOTHING_TO_DO;
    }
    const { claimed, writes } = claimObjects<ReplicaSet>(
      deployment,
      resourceTypes.replicaSets,
      view,
    );
    return after(
      writes,
      reconcileDeployment({
        deployment,
        replicaSets: claimed,
        podsOf: replicaSet =>
          view.ownedBy<Pod>(resourceTypes.pods, replicaSet.metadata.uid!),
        nowMs: view.nowMs(),
      }),
    );
  },
};

/** Recreate waits for the last old pod, which no ReplicaSet's status tells about. */
function keysOfRecreated(
  { object: pod }: ObjectChange,
  view: ClusterView,
): string[] {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'ReplicaSet') {
    return [];
  }
  const namespace = pod.metadata.namespace!;
  const replicaSet = view.get(resourceTypes.replicaSets, {
    name: owner.name,
    namespace,
  });
  const name = replicaSet && controllerOf(replicaSet)?.name;
  const deployment =
    name &&
    view.get<Deployment>(resourceTypes.deployments, { name, namespace });
  return deployment && deployment.spec.strategy?.type === 'Recreate'
    ? [`${namespace}/${name}`]
    : [];
}
