import { NodeInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { answerLines } from '../testUtils/builders/answerLines';
import { buildNodeInfo } from '../testUtils/builders/inventoryBuilders';
import { nodeAnswers, nodesReady } from './nodesReady';

describe('nodes-ready', () => {
  const down = buildNodeInfo('w-1', { isReady: false, isCordoned: true });
  const cordoned = buildNodeInfo('w-2', { isCordoned: true });

  it.each<[string, NodeInfo[], string[]]>([
    [
      'all are ready',
      [buildNodeInfo('w-1')],
      ['pass: 1 node ready, none cordoned'],
    ],
    [
      'one is not ready, and cordoned too',
      [down, buildNodeInfo('w-3')],
      ['soft-block w-1: w-1 is not ready'],
    ],
    ['one is cordoned', [cordoned], ['warning w-2: w-2 is cordoned']],
    [
      'each for itself',
      [down, cordoned],
      ['soft-block w-1: w-1 is not ready', 'warning w-2: w-2 is cordoned'],
    ],
    ['there are none', [], ['hard-block: The cluster has no nodes']],
  ])('%s', (_, nodes, expected) => {
    expect(answerLines(nodeAnswers(nodes))).toEqual(expected);
  });

  it("judges by the platform's own judgements", async () => {
    const check = nodesReady({
      notReady: { status: 'hard-block', remedy: 'Buy a new one.' },
      cordoned: { status: 'soft-block', remedy: 'Uncordon it.' },
    });
    const findings = await check.run({
      inventory: { nodes: [down, cordoned] },
      clock: { now: () => 0 },
    } as any);
    expect(
      findings.map(({ id, status, remedy }) => `${status} ${id} ${remedy}`),
    ).toEqual([
      'hard-block nodes-ready:w-1 Buy a new one.',
      'soft-block nodes-ready:w-2 Uncordon it.',
    ]);
  });
});
