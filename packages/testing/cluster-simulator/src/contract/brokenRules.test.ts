import {
  SystemClock,
  SystemRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { builtinDefinitions } from '../apiserver/resources/builtinResources';
import { startControllers } from '../controllers/startControllers';
import { createSimulatedCluster } from '../SimulatedCluster';
import { breakRule, brokenRules } from './brokenRules';
import { runContractCase } from './Contract';
import { ContractCluster } from './ContractScope';

describe('the contract, on a cluster that', () => {
  const ending = new AbortController();
  let cluster: ContractCluster;

  beforeAll(() => {
    const clock = new SystemClock();
    const simulated = createSimulatedCluster({
      clock,
      random: new SystemRandom(),
    });
    startControllers({
      client: simulated.client(),
      clock,
      signal: ending.signal,
      onError: () => {
        // Tried again by the controllers; what matters here is what the cases see.
      },
      builtinResources: builtinDefinitions(),
    });
    cluster = {
      transport: simulated.transport,
      transportAs: () => simulated.transport,
      guestToken: '',
      kubeconfigPath: '',
    };
  });

  afterAll(() => ending.abort());

  it.each(brokenRules)(
    '$title turns red, and green once the rule is kept',
    async rule => {
      const { contract, title } = rule.noticedBy;
      await expect(
        runContractCase(contract, title, {
          ...cluster,
          transport: breakRule(cluster.transport, rule),
        }),
      ).rejects.toThrow();
      await expect(
        runContractCase(contract, title, cluster),
      ).resolves.toBeUndefined();
    },
    60_000,
  );
});
