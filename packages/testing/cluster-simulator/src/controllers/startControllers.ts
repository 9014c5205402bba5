import { ResourceType } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ReconcilerEnvironment,
  startReconcilers,
} from '../reconcile/startReconcilers';
import { daemonSetReconciler } from './daemonset/daemonSetReconciler';
import { deploymentReconciler } from './deployment/deploymentReconciler';
import { budgetReconciler } from './disruption/budgetReconciler';
import { createGarbageReconciler } from './garbage/garbageReconciler';
import { createNamespaceReconciler } from './garbage/namespaceReconciler';
import { createPodGarbageReconciler } from './garbage/podGarbageReconciler';
import { ServedResources } from './garbage/ServedResources';
import { jobReconciler } from './job/jobReconciler';
import { createNodeLifecycleReconciler } from './nodelifecycle/nodeLifecycleReconciler';
import { replicaSetReconciler } from './replicaset/replicaSetReconciler';
import { schedulerReconciler } from './scheduler/schedulerReconciler';
import { statefulSetReconciler } from './statefulset/statefulSetReconciler';

/** @internal */
export interface ControllerOptions extends ReconcilerEnvironment {
  /** What the API server has built in, for garbage collection; what can't be watched is left out. */
  builtinResources: ReadonlyArray<ResourceType & { verbs?: string[] }>;
  /** How long a node may be silent; 50 s unless told, as upstream's. */
  nodeMonitorGracePeriodMs?: number;
}

/**
 * Starts what upstream's controller manager and scheduler do. This is part of the embedded cluster
 * and must never run against a cluster that has its own.
 *
 * @internal
 */
export function startControllers(options: ControllerOptions): void {
  const served = new ServedResources(
    options.builtinResources.filter(
      resource => resource.verbs?.includes('watch') ?? true,
    ),
  );
  startReconcilers(
    [
      deploymentReconciler,
      replicaSetReconciler,
      statefulSetReconciler,
      daemonSetReconciler,
      jobReconciler,
      budgetReconciler,
      schedulerReconciler,
      createNodeLifecycleReconciler(options.nodeMonitorGracePeriodMs),
      createPodGarbageReconciler(),
      createGarbageReconciler(served),
      createNamespaceReconciler(served),
    ],
    options,
  );
}
