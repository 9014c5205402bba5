import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildControlPlane,
  ControlPlane,
  startControlPlane,
} from '@cluster-upgrade/control-plane';
import { describeWithControlPlane } from '@cluster-upgrade/control-plane/testUtils';
import { HttpTransport } from '@cluster-upgrade/plugin-upgrade-node';
import { describeContract } from './Contract';
import { ContractCluster } from './ContractScope';
import { contracts } from './contracts';

// The first build takes minutes.
const startLimitMs = 15 * 60_000;
const guestToken = 'guest-token';

describeWithControlPlane(
  'Kubernetes contract on the real control plane',
  () => {
    const transports: HttpTransport[] = [];
    let controlPlane: ControlPlane;
    let cluster: ContractCluster;
    let dataDir: string;

    const transportAs = (token: string) => {
      const { url, caPem } = controlPlane;
      const transport = new HttpTransport({ url, caPem, token });
      transports.push(transport);
      return transport;
    };

    beforeAll(async () => {
      await buildControlPlane();
      dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
      // Started twice, because a server remembers no change from before its own start.
      await (await startControlPlane({ dataDir })).stop();
      controlPlane = await startControlPlane({
        dataDir,
        tokens: [{ token: guestToken, user: 'guest', groups: ['guests'] }],
      });
      cluster = {
        transport: transportAs(controlPlane.adminToken),
        transportAs,
        guestToken,
        kubeconfigPath: controlPlane.kubeconfigPath,
      };
    }, startLimitMs);

    afterAll(async () => {
      transports.forEach(transport => transport.close());
      await controlPlane?.stop();
      if (dataDir) await rm(dataDir, { recursive: true });
    });

    contracts.forEach(contract => describeContract(contract, () => cluster));
  },
);
