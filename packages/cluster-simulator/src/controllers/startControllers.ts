import {
  ReconcilerEnvironment,
  startReconcilers,
} from '../reconcile/startReconcilers';
import { daemonSetReconciler } from './daemonset/daemonSetReconciler';
import { deploymentReconciler } from './deployment/deploymentReconciler';
import { budgetReconciler } from './disruption/budgetReconciler';
import { createNodeLifecycleReconciler } from './nodelifecycle/nodeLifecycleReconciler';
import { replicaSetReconciler } from './replicaset/replicaSetReconciler';
import { schedulerReconciler } from './scheduler/schedulerReconciler';

/** @internal */
export interface ControllerOptions extends ReconcilerEnvironment {
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
  startReconcilers(
    [
      deploymentReconciler,
      replicaSetReconciler,
      daemonSetReconciler,
      budgetReconciler,
      schedulerReconciler,
      createNodeLifecycleReconciler(options.nodeMonitorGracePeriodMs),
    ],
    options,
  );
}
