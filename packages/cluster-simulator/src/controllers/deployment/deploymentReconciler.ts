import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { controllerOf } from '../../objects/owners';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { keysOfController } from '../keysOfController';
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
      keysOf: keysOfController('Deployment'),
    },
    { resource: resourceTypes.pods, keysOf: keysOfRecreated },
  ],
  reconcile(key, view) {
    const deployment = view.get<Deployment>(resourceTypes.deployments, key);
    return deployment
      ? reconcileDeployment({
          deployment,
          replicaSets: view.ownedBy<ReplicaSet>(
            resourceTypes.replicaSets,
            deployment.metadata.uid!,
          ),
          podsOf: replicaSet =>
            view.ownedBy<Pod>(resourceTypes.pods, replicaSet.metadata.uid!),
          nowMs: view.nowMs(),
        })
      : NOTHING_TO_DO;
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
