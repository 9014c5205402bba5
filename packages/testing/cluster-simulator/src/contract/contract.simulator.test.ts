import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  HttpTransport,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { builtinDefinitions } from '../apiserver/resources/builtinResources';
import { startControllers } from '../controllers/startControllers';
import { startSimulator } from '../startSimulator';
import { describeContract } from './Contract';
import { ContractCluster } from './ContractScope';
import { contracts } from './contracts';
import { nodeLossContract } from './nodes/nodeLossContract';

const guest = {
  name: 'guest',
  token: 'guest-token',
  groups: ['guests'],
  allow: [],
};

interface StartedCluster extends ContractCluster {
  stop(): Promise<void>;
}

async function startCluster(
  options: { nodeMonitorGracePeriodMs?: number } = {},
): Promise<StartedCluster> {
  const ending = new AbortController();
  const simulator = await startSimulator({ users: [guest] });
  startControllers({
    ...options,
    client: simulator.cluster.client(),
    clock: new SystemClock(),
    signal: ending.signal,
    onError: () => {
      // Tried again by the controllers, as upstream's do; the cases look at what comes of it.
    },
    builtinResources: builtinDefinitions(),
  });
  const folder = await mkdtemp(join(tmpdir(), 'contract-'));
  const kubeconfigPath = join(folder, 'kubeconfig');
  await writeFile(kubeconfigPath, simulator.kubeconfig());
  const transports: HttpTransport[] = [];
  const transportAs = (token: string) => {
    const transport = new HttpTransport({ url: simulator.url, token });
    transports.push(transport);
    return transport;
  };
  return {
    transport: transportAs(simulator.adminToken),
    transportAs,
    guestToken: guest.token,
    kubeconfigPath,
    stop: async () => {
      ending.abort();
      transports.forEach(transport => transport.close());
      await simulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}

describe('Kubernetes contract on the simulator', () => {
  let cluster: StartedCluster;

  beforeAll(async () => {
    cluster = await startCluster();
  });

  afterAll(() => cluster?.stop());

  contracts.forEach(contract => describeContract(contract, () => cluster));
});

describe('a simulator that soon misses a node', () => {
  let cluster: StartedCluster;

  beforeAll(async () => {
    cluster = await startCluster({ nodeMonitorGracePeriodMs: 3_000 });
  });

  afterAll(() => cluster?.stop());

  describeContract(nodeLossContract, () => cluster);
});
