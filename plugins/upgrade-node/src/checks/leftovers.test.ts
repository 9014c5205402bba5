import { KubeObject } from '../ports/KubeObject';
import { answerLines } from '../testUtils/builders/answerLines';
import { buildNode } from '../testUtils/builders/objectBuilders';
import { leftoverAnswers } from './leftovers';

const marked = buildNode('w-1', {
  metadata: { annotations: { 'cluster-upgrade.io/cordoned-by': 'u-1' } },
});
const MARKED =
  'warning w-1: w-1 was cordoned by upgrade u-1 and still is marked so';

describe('leftovers', () => {
  it.each<[string, KubeObject[], string[], string[]]>([
    [
      'nothing',
      [buildNode('w-1', { isCordoned: true })],
      [],
      ['pass: No spare node, and no node that an upgrade cordoned'],
    ],
    ['a node that an upgrade cordoned', [marked], [], [MARKED]],
    [
      'a spare node',
      [buildNode('w-1'), buildNode('w-2')],
      ['w-2'],
      [
        'warning w-2: Spare node w-2 is there already; it is not upgraded, and it stays',
      ],
    ],
    ['a spare node that was cordoned', [marked], ['w-1'], [MARKED]],
  ])('%s', (_, nodes, spares, expected) => {
    expect(answerLines(leftoverAnswers(nodes, spares, 'Delete it.'))).toEqual(
      expected,
    );
  });

  it('says how a spare node is taken away on this platform', () => {
    const [answer] = leftoverAnswers([buildNode('w-1')], ['w-1'], 'Delete it.');
    expect(answer.remedy).toBe('Delete it.');
  });
});
