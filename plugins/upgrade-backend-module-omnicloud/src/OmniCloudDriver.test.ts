import { runCluster, RunningCluster } from '@cluster-upgrade/cluster-simulator';
import { omnicloud } from '@cluster-upgrade/platforms';
import { describeOmniCloudDriverContract } from './__testUtils__/OmniCloudDriver.contract';

const START_LIMIT_MS = 120_000;

describe('the OmniCloud driver on the embedded cluster', () => {
  let cluster: RunningCluster;

  beforeAll(async () => {
    cluster = await runCluster({
      target: 'embedded',
      platform: omnicloud.simulated,
      speed: 50,
    });
  }, START_LIMIT_MS);

  afterAll(() => cluster?.stop());

  describeOmniCloudDriverContract(() => cluster.client);
});
