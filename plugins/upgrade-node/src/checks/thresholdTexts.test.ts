import { answerLines } from '../testUtils/builders/answerLines';
import {
  buildApplication,
  buildInventory,
} from '../testUtils/builders/inventoryBuilders';
import { thresholdAnswers } from './thresholdTexts';

const declaring = (id: string, value: string) =>
  buildApplication(id, {
    thresholdAnnotation: { name: 'example/failure-threshold', value },
    ownerRef: 'group:default/team',
  });
const answersFor = (...applications: ReturnType<typeof buildApplication>[]) =>
  thresholdAnswers(buildInventory({ applications }));

describe('threshold-texts', () => {
  it.each([
    ['none is declared', [], '0 of 0'],
    [
      'a number and a percentage',
      [declaring('a/a', '2'), declaring('b/b', '25%'), buildApplication('c/c')],
      '2 of 3',
    ],
  ])('%s', (_, applications, counts) => {
    expect(answerLines(answersFor(...applications))).toEqual([
      `pass: ${counts} applications declare one, all readable`,
    ]);
  });

  it.each(['two', '-1', '101%', ''])('%j is not in force', value => {
    const answers = answersFor(declaring('a/a', '2'), declaring('b/b', value));
    expect(answerLines(answers)).toEqual([
      expect.stringMatching(/^warning b\/b: .*example\/failure-threshold/),
    ]);
    expect(answers[0]).toMatchObject({
      ownerRefs: ['group:default/team'],
      objects: [{ kind: 'Deployment', namespace: 'b', name: 'b' }],
    });
  });
});
