import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { expectSuccess } from './answers';
import { ContractScope } from './ContractScope';

/** The present time as the API writes it, in whole seconds. */
export function timestamp(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/**
 * Makes a node as its kubelet would: registered, then reported ready. It is removed with the case,
 * before anybody misses its heartbeats.
 */
export async function addReadyNode(
  scope: ContractScope,
  suffix: string,
  options: {
    labels?: Record<string, string>;
    spec?: object;
    capacity?: Record<string, string>;
  } = {},
): Promise<KubeObject> {
  const name = scope.clusterName(suffix);
  const path = `/api/v1/nodes/${name}`;
  const capacity = {
    cpu: '4',
    memory: '8Gi',
    pods: '110',
    ...options.capacity,
  };
  expectSuccess(
    await scope.api.post('/api/v1/nodes', {
      metadata: {
        name,
        labels: { contract: scope.namespace, ...options.labels },
      },
      spec: options.spec,
    }),
    201,
  );
  scope.onClose(async () => {
    await scope.api.delete(path);
  });
  return expectSuccess(
    await scope.api.patch('merge', `${path}/status`, {
      status: {
        capacity,
        allocatable: capacity,
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            message: 'kubelet is posting ready status',
            lastHeartbeatTime: timestamp(),
            lastTransitionTime: timestamp(),
          },
        ],
      },
    }),
  );
}
