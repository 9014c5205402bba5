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

describeWithControlPlane(
  'Kubernetes contract on the real control plane',
  () => {
    let controlPlane: ControlPlane;
    let transport: HttpTransport;
    let cluster: ContractCluster;
    let dataDir: string;

    beforeAll(async () => {
      await buildControlPlane();
      dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
      // Started twice, because a server remembers no change from before its own start.
      await (await startControlPlane({ dataDir })).stop();
      controlPlane = await startControlPlane({ dataDir });
      transport = new HttpTransport({
        url: controlPlane.url,
        caPem: controlPlane.caPem,
        token: controlPlane.adminToken,
      });
      cluster = { transport, kubeconfigPath: controlPlane.kubeconfigPath };
    }, startLimitMs);

    afterAll(async () => {
      transport?.close();
      await controlPlane?.stop();
      if (dataDir) await rm(dataDir, { recursive: true });
    });

    for (const contract of contracts) describeContract(contract, () => cluster);
  },
);
