import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { answerLines } from '../testUtils/builders/answerLines';
import { componentAnswers, componentHealth } from './componentHealth';

const part = (id: string, ready: number, desired = 3): ComponentInfo => ({
  id,
  title: `Part ${id}`,
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: id },
  images: {},
  desired,
  ready,
});

describe('component-health', () => {
  it.each<[string, ComponentInfo[], string[]]>([
    [
      'all are ready',
      [part('a', 3), part('b', 1, 1)],
      ['pass: Part a 3 of 3, Part b 1 of 1'],
    ],
    [
      'some instances are not',
      [part('a', 2), part('b', 3)],
      ['soft-block a: Part a: 2 of 3 instances ready'],
    ],
    [
      'none of a part is',
      [part('a', 0)],
      ['hard-block a: Part a: 0 of 3 instances ready'],
    ],
    [
      'one that wants no instances lacks none',
      [part('a', 0, 0)],
      ['pass: Part a 0 of 0'],
    ],
    ['nothing was found', [], ['hard-block: None of the parts was found']],
  ])('%s', (_, parts, expected) => {
    expect(answerLines(componentAnswers(parts))).toEqual(expected);
  });

  it('leaves out what has no instances', async () => {
    const findings = await componentHealth(['record']).run({
      inventory: { components: [part('a', 3), part('record', 0)] },
      clock: { now: () => 0 },
    } as any);
    expect(findings.map(({ status }) => status)).toEqual(['pass']);
  });
});
