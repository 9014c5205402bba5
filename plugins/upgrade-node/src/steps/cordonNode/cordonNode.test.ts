import { shopObjects } from '../../__testUtils__/shop';
import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { ANNOTATION_CORDONED_BY } from '../../cluster/changeAnnotations';
import { resourceTypes } from '../../cluster/resourceTypes';
import { InterceptedClusterClient } from '../../testUtils/InterceptedClusterClient';
import { StepTrial } from '../../testUtils/trials/StepTrial';
import { restoreCordon } from '../restoreCordon/restoreCordon';
import { nodeRef } from '../nodes';
import { buildNode } from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { cordonNode } from './cordonNode';
import { decideCordon, SeenNodes } from './decideCordon';

const { nodes } = resourceTypes;

const ready = (name: string) => buildNode(name);
const cordoned = (name: string) => buildNode(name, { isCordoned: true });
const down = (name: string) => buildNode(name, { isReady: false });

function decide(seen: SeenNodes, maxUnavailable?: number) {
  return decideCordon(
    deepFreeze(seen),
    decisionFacts(cordonNode, {
      node: 'w-1',
      ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    }),
  );
}

describe('cordon-node', () => {
  it.each<[string, SeenNodes, number | undefined, string]>([
    [
      'cordons without a limit',
      { node: ready('w-1'), group: [] },
      undefined,
      'act cordon-node',
    ],
    [
      'cordons while all others serve',
      { node: ready('w-1'), group: [ready('w-1'), ready('w-2')] },
      1,
      'act cordon-node',
    ],
    [
      'counts a node that someone cordoned',
      { node: ready('w-1'), group: [ready('w-1'), cordoned('w-2')] },
      1,
      'wait node too-many-nodes-unavailable',
    ],
    [
      'counts a node that is not ready',
      { node: ready('w-1'), group: [ready('w-1'), down('w-2')] },
      1,
      'wait node too-many-nodes-unavailable',
    ],
    [
      'takes another one up to the limit',
      { node: ready('w-1'), group: [ready('w-1'), down('w-2'), ready('w-3')] },
      2,
      'act cordon-node',
    ],
    [
      'takes a node that is not ready itself, whatever the others',
      { node: down('w-1'), group: [down('w-1'), down('w-2'), down('w-3')] },
      1,
      'act cordon-node',
    ],
    [
      'leaves a node that is cordoned already',
      { node: cordoned('w-1'), group: [cordoned('w-1'), down('w-2')] },
      1,
      'finish node-cordoned',
    ],
    [
      'is done with a node that left',
      { node: undefined, group: [] },
      1,
      'finish node-gone',
    ],
  ])('%s', (_, seen, maxUnavailable, expected) => {
    expect(decisionText(decide(seen, maxUnavailable))).toBe(expected);
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

  it('names who is out of service, and why', () => {
    const decision = decide(
      {
        node: ready('w-1'),
        group: [ready('w-1'), down('w-3'), cordoned('w-2')],
      },
      2,
    );
    expect(decision).toMatchObject({
      wait: {
        why: {
          text: 'Out of service: w-2 (cordoned), w-3 (not ready); at most 2 may be',
        },
        unblocks: { kind: 'operator' },
      },
    });
  });

  it('asks to list nodes only when it counts them', () => {
    const verbs = (input: object) =>
      cordonNode.rightsFor(cordonNode.parseInput(input as never))[0].verbs;
    expect(verbs({ node: 'w-1' })).toEqual(['get', 'patch']);
    expect(verbs({ node: 'w-1', maxUnavailable: 1 })).toContain('list');
  });
});
