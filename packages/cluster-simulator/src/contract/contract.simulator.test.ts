import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  HttpTransport,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { builtinDefinitions } from '../apiserver/resources/builtinResources';
import { startControllers } from '../controllers/startControllers';
import { Simulator, startSimulator } from '../startSimulator';
import { describeContract } from './Contract';
import { ContractCluster } from './ContractScope';
import { contracts } from './contracts';

const guest = {
  name: 'guest',
  token: 'guest-token',
  groups: ['guests'],
  allow: [],
};

describe('Kubernetes contract on the simulator', () => {
  const transports: HttpTransport[] = [];
  const ending = new AbortController();
  const errors: unknown[] = [];
  let simulator: Simulator;
  let cluster: ContractCluster;
  let folder: string;

  const transportAs = (token: string) => {
    const transport = new HttpTransport({ url: simulator.url, token });
    transports.push(transport);
    return transport;
  };

  beforeAll(async () => {
    simulator = await startSimulator({ users: [guest] });
    startControllers({
      client: simulator.cluster.client(),
      clock: new SystemClock(),
      signal: ending.signal,
      onError: error => errors.push(error),
      builtinResources: builtinDefinitions(),
    });
    folder = await mkdtemp(join(tmpdir(), 'contract-'));
    const kubeconfigPath = join(folder, 'kubeconfig');
    await writeFile(kubeconfigPath, simulator.kubeconfig());
    cluster = {
      transport: transportAs(simulator.adminToken),
      transportAs,
      guestToken: guest.token,
      kubeconfigPath,
    };
  });

  afterAll(async () => {
    ending.abort();
    transports.forEach(transport => transport.close());
    await simulator?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  contracts.forEach(contract => describeContract(contract, () => cluster));
});
