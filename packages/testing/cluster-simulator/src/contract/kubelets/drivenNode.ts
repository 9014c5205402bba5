import { setMaxListeners } from 'node:events';
import {
  SeededRandom,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { PodFault } from '../../faults/fault';
import { PodFaults } from '../../faults/PodFaults';
import { Kubelets } from '../../kubelet/Kubelets';
import { expectSuccess } from '../answers';
import { ContractScope } from '../ContractScope';

/** A minute of a pod's life takes a second. */
const speed = 60;

/** Nodes of the case with our kubelets on them, and the faults that the kubelets play. */
export async function addDrivenNodes(
  scope: ContractScope,
  suffixes: string[],
  options: { fault?: PodFault; heartbeatIntervalMs?: number } = {},
): Promise<{ names: string[]; faults: PodFaults }> {
  const { fault, heartbeatIntervalMs } = options;
  const faults = new PodFaults(fault && [fault]);
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const errors: unknown[] = [];
  new Kubelets({
    client: scope.client,
    clock: new SystemClock(),
    random: new SeededRandom(1),
    signal: ending.signal,
    onError: error => errors.push(error),
    faults,
    speed,
    heartbeatIntervalMs,
    isDriven: ({ metadata }) => metadata.labels?.driven === scope.namespace,
  }).start();
  const names = suffixes.map(suffix => scope.clusterName(suffix));
  for (const name of names) {
    expectSuccess(
      await scope.api.post('/api/v1/nodes', {
        metadata: {
          name,
          labels: { contract: scope.namespace, driven: scope.namespace },
        },
      }),
      201,
    );
  }
  scope.onClose(async () => {
    ending.abort();
    for (const name of names) await scope.api.delete(`/api/v1/nodes/${name}`);
    // They are tried again, but on a healthy cluster there is nothing to try again.
    expect(errors).toEqual([]);
  });
  return { names, faults };
}

/** One such node. */
export async function addDrivenNode(
  scope: ContractScope,
  fault?: PodFault,
): Promise<{ name: string; faults: PodFaults }> {
  const { names, faults } = await addDrivenNodes(scope, ['node'], { fault });
  return { name: names[0], faults };
}
