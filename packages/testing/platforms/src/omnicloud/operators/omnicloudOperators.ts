import { Reconciler } from '@cluster-upgrade/cluster-simulator/operatorKit';
import { createCapacityReconciler } from './capacityReconciler';
import { createLeaderReconciler } from './leaderReconciler';
import {
  agentVersionReconciler,
  podVersionReconciler,
} from './versionReconcilers';

const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
const RETRY_MS = 2_000;
/** A virtual machine from order to boot. */
const PROVISIONING_MS = 20_000;
/** Faster renewals would only cost requests. */
const RENEW_MIN_MS = 1_000;

/**
 * Orchestrators, directors and agents as the research maps them to Kubernetes.
 *
 * @internal
 */
export function omnicloudOperators(speed: number): Reconciler[] {
  const renewMs = Math.max(RENEW_MIN_MS, RENEW_MS / speed);
  return [
    createLeaderReconciler({
      renewMs,
      leaseMs: Math.max(3 * renewMs, LEASE_MS / speed),
      retryMs: RETRY_MS / speed,
    }),
    podVersionReconciler,
    agentVersionReconciler,
    createCapacityReconciler(PROVISIONING_MS / speed),
  ];
}
