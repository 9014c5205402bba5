import {
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { matchesLabelSelector } from '../../objects/labelSelector';
import { controllerOf } from '../../objects/owners';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { keyOf } from '../../reconcile/ObjectCache';
import { ObjectChange, Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO } from '../../reconcile/writes';
import { PodDisruptionBudget, reconcileBudget } from './reconcileBudget';

const SCALED_KINDS: Record<string, ResourceType> = {
  Deployment: resourceTypes.deployments,
  ReplicaSet: resourceTypes.replicaSets,
  StatefulSet: resourceTypes.statefulSets,
};

/** @internal */
export const budgetReconciler: Reconciler = {
  name: 'disruption-controller',
  triggers: [
    { resource: resourceTypes.podDisruptionBudgets },
    { resource: resourceTypes.pods, keysOf: keysOfPod },
    ...Object.values(SCALED_KINDS).map(resource => ({
      resource,
      keysOf: keysOfScaled,
    })),
  ],
  reconcile(key, view) {
    const budget = view.get<PodDisruptionBudget>(
      resourceTypes.podDisruptionBudgets,
      key,
    );
    return budget && !budget.metadata.deletionTimestamp
      ? reconcileBudget({
          budget,
          pods: view
            .inNamespace<Pod>(resourceTypes.pods, budget.metadata.namespace!)
            .filter(pod =>
              matchesLabelSelector(pod.metadata.labels, budget.spec.selector),
            ),
          expectedScaleOf: pod => expectedScaleOf(pod, view),
          nowMs: view.nowMs(),
        })
      : NOTHING_TO_DO;
  },
};

function keysOfPod(
  { object: pod, previous }: ObjectChange,
  view: ClusterView,
): string[] {
  return view
    .inNamespace<PodDisruptionBudget>(
      resourceTypes.podDisruptionBudgets,
      pod.metadata.namespace!,
    )
    .filter(budget =>
      [pod, previous].some(
        each =>
          each &&
          matchesLabelSelector(each.metadata.labels, budget.spec.selector),
      ),
    )
    .map(budget => keyOf(budget.metadata));
}

/** A changed replica count changes what a percentage means. */
function keysOfScaled(
  { object, previous, isRemoved }: ObjectChange,
  view: ClusterView,
): string[] {
  return !isRemoved &&
    previous &&
    previous.spec?.replicas === object.spec?.replicas
    ? []
    : view
        .inNamespace(
          resourceTypes.podDisruptionBudgets,
          object.metadata.namespace!,
        )
        .map(budget => keyOf(budget.metadata));
}

/** Follows ReplicaSet to Deployment, as the wanted count stands there. */
function expectedScaleOf(
  pod: Pod,
  view: ClusterView,
): { controllerUid: string; replicas: number } | undefined {
  let scaled: KubeObject | undefined;
  let object: KubeObject | undefined = pod;
  while (object) {
    const owner: ReturnType<typeof controllerOf> = controllerOf(object);
    const resource: ResourceType | undefined =
      owner && SCALED_KINDS[owner.kind];
    object =
      owner && resource
        ? view.get(resource, {
            name: owner.name,
            namespace: pod.metadata.namespace,
          })
        : undefined;
    scaled = object ?? scaled;
  }
  return scaled
    ? {
        controllerUid: scaled.metadata.uid!,
        replicas: scaled.spec.replicas ?? 1,
      }
    : undefined;
}
