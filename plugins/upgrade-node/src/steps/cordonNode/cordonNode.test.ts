import { shopObjects } from '../../__testUtils__/shop';
import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { ANNOTATION_CORDONED_BY } from '../../cluster/changeAnnotations';
import { resourceTypes } from '../../cluster/resourceTypes';
import { InterceptedClusterClient } from '../../testUtils/InterceptedClusterClient';
import { StepTrial } from '../../testUtils/trials/StepTrial';
import { restoreCordon } from '../restoreCordon/restoreCordon';
import { nodeRef } from '../../workloads/nodes';
import { KubeObject } from '../../ports/KubeObject';
import { buildNode } from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { cordonNode } from './cordonNode';
import { decideCordon } from './decideCordon';

const { nodes } = resourceTypes;

const ready = (name: string) => buildNode(name);
const cordoned = (name: string) => buildNode(name, { isCordoned: true });
const down = (name: string) => buildNode(name, { isReady: false });

function decide(node: KubeObject | undefined) {
  return decideCordon(
    deepFreeze(node),
    decisionFacts(cordonNode, { node: 'w-1' }),
  );
}

describe('cordon-node', () => {
  it.each<[string, KubeObject | undefined, string]>([
    ['cordons', ready('w-1'), 'act cordon-node'],
    ['cordons a node that is not ready', down('w-1'), 'act cordon-node'],
    [
      'leaves a node that is cordoned already',
      cordoned('w-1'),
      'finish node-cordoned',
    ],
    ['is done with a node that left', undefined, 'finish node-gone'],
  ])('%s', (_, node, expected) => {
    expect(decisionText(decide(node))).toBe(expected);
  });

  it('leaves a cordon to the person who set it a moment before', async () => {
    const world = await startVirtualCluster({ objects: shopObjects() });
    const byHand = () =>
      world.cluster.patch(nodes, { name: 'w-1' }, 'merge', {
        spec: { unschedulable: true },
      });
    const trial = new StepTrial(
      world,
      { handler: cordonNode, input: { node: 'w-1' } },
      new InterceptedClusterClient(world.cluster, async ({ verb }, send) => {
        if (verb === 'patch') {
          await byHand();
        }
        return send();
      }),
    );
    expect(await trial.run(60_000)).toMatchObject({ status: 'done' });
    const { metadata, spec } = await world.cluster.get(nodes, { name: 'w-1' });
    expect(spec.unschedulable).toBe(true);
    expect(metadata.annotations?.[ANNOTATION_CORDONED_BY]).toBeUndefined();
    const giveBack = new StepTrial(world, {
      handler: restoreCordon,
      input: { node: 'w-1' },
      snapshot: [
        {
          object: nodeRef('w-1'),
          existed: true,
          values: { '/spec/unschedulable': null },
        },
      ],
    });
    expect(await giveBack.run(60_000)).toMatchObject({
      status: 'done',
      result: { code: 'cordoned-by-another' },
    });
    await world.stop();
  });
});
