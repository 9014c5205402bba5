import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  Pod,
  Reconciler,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { electLeader, ElectionTiming } from './electLeader';
import { COMPONENT_LABEL, LEADER_LEASE, OMNI_NAMESPACE } from './names';

const LEASE_KEY = `${OMNI_NAMESPACE}/${LEADER_LEASE}`;

function isOrchestrator(pod: KubeObject): boolean {
  return (
    pod.metadata.namespace === OMNI_NAMESPACE &&
    pod.metadata.labels?.[COMPONENT_LABEL] === 'orchestrator'
  );
}

/** @internal */
export function createLeaderReconciler(timing: ElectionTiming): Reconciler {
  return {
    name: 'omni-orchestrator',
    triggers: [
      {
        resource: resourceTypes.pods,
        keysOf: ({ object: pod }) => (isOrchestrator(pod) ? [LEASE_KEY] : []),
      },
      {
        resource: resourceTypes.leases,
        keysOf: ({ object: { metadata } }) =>
          `${metadata.namespace}/${metadata.name}` === LEASE_KEY
            ? [LEASE_KEY]
            : [],
      },
    ],
    reconcile(key, view) {
      return electLeader(
        view.get(resourceTypes.leases, key),
        view
          .inNamespace<Pod>(resourceTypes.pods, OMNI_NAMESPACE)
          .filter(isOrchestrator),
        timing,
        view.nowMs(),
      );
    },
  };
}
