import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildControlPlane,
  ControlPlaneOptions,
  startControlPlane,
} from '@cluster-upgrade/control-plane';
import { describeWithControlPlane } from '@cluster-upgrade/control-plane/testUtils';
import { HttpTransport } from '@cluster-upgrade/plugin-upgrade-node';
import { describeContract } from './Contract';
import { ContractCluster } from './ContractScope';
import { contracts } from './contracts';
import { nodeLossContract } from './nodes/nodeLossContract';

// The first build takes minutes.
const startLimitMs = 15 * 60_000;
const guest = { token: 'guest-token', user: 'guest', groups: ['guests'] };

interface StartedCluster extends ContractCluster {
  stop(): Promise<void>;
}

async function startCluster(
  options: ControlPlaneOptions = {},
): Promise<StartedCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
  // Started twice, because a server remembers no change from before its own start.
  await (await startControlPlane({ dataDir })).stop();
  const controlPlane = await startControlPlane({
    ...options,
    dataDir,
    tokens: [guest],
  });
  const { url, caPem, adminToken, kubeconfigPath } = controlPlane;
  const transports: HttpTransport[] = [];
  const transportAs = (token: string) => {
    const transport = new HttpTransport({ url, caPem, token });
    transports.push(transport);
    return transport;
  };
  return {
    transport: transportAs(adminToken),
    transportAs,
    guestToken: guest.token,
    kubeconfigPath,
    stop: async () => {
      transports.forEach(transport => transport.close());
      await controlPlane.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

describeWithControlPlane(
  'Kubernetes contract on the real control plane',
  () => {
    let cluster: StartedCluster;

    beforeAll(async () => {
      await buildControlPlane();
      cluster = await startCluster();
    }, startLimitMs);

    afterAll(() => cluster?.stop());

    contracts.forEach(contract => describeContract(contract, () => cluster));
  },
);

describeWithControlPlane('a real control plane that soon misses a node', () => {
  let cluster: StartedCluster;

  beforeAll(async () => {
    await buildControlPlane();
    cluster = await startCluster({
      extraArguments: {
        'kube-controller-manager': [
          '--node-monitor-grace-period=3s',
          '--node-monitor-period=1s',
        ],
      },
    });
  }, startLimitMs);

  afterAll(() => cluster?.stop());

  describeContract(nodeLossContract, () => cluster);
});
