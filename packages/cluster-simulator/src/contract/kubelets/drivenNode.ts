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

/** A node of the case with one of our kubelets on it, and the faults that the kubelet plays. */
export async function addDrivenNode(
  scope: ContractScope,
  fault?: PodFault,
): Promise<{ name: string; faults: PodFaults }> {
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
    isDriven: ({ metadata }) => metadata.labels?.contract === scope.namespace,
  }).start();
  const name = scope.clusterName('node');
  expectSuccess(
    await scope.api.post('/api/v1/nodes', {
      metadata: { name, labels: { contract: scope.namespace } },
    }),
    201,
  );
  scope.onClose(async () => {
    ending.abort();
    await scope.api.delete(`/api/v1/nodes/${name}`);
    // They are tried again; the case has told whether they mattered, unless nobody looked.
    expect(errors).toEqual([]);
  });
  return { name, faults };
}
