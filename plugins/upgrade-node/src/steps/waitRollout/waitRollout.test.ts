import { shopObjects } from '../../__testUtils__/shop';
import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { resourceTypes } from '../../cluster/resourceTypes';
import { StepTrial } from '../../testUtils/trials/StepTrial';
import { waitRollout } from './waitRollout';

const ledger = { namespace: 'shop', name: 'ledger' };

describe('wait-rollout on a cluster', () => {
  it('frees a StatefulSet from the pod of a bad template that was taken back', async () => {
    const world = await startVirtualCluster({
      objects: shopObjects(),
      faults: [{ name: 'bad', kind: 'bad-image', match: { image: 'broken' } }],
    });
    const setImage = (image: string) =>
      world.cluster.patch(resourceTypes.statefulSets, ledger, 'strategic', {
        spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
      });
    try {
      await setImage('registry.example/ledger:broken');
      await world.advance(60_000);
      await setImage('registry.example/ledger:v1');
      const trial = new StepTrial(world, {
        handler: waitRollout,
        input: {
          object: { apiVersion: 'apps/v1', kind: 'StatefulSet', ...ledger },
        },
      });

      await expect(trial.run(600_000)).resolves.toMatchObject({
        status: 'done',
      });
      expect(trial.intents.map(({ text }) => text)).toEqual([
        'Deletes pod ledger-1: it never became ready and keeps StatefulSet shop/ledger from taking the new revision',
      ]);
    } finally {
      await world.stop();
    }
  });
});
