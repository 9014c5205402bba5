import { answerLines } from '../testUtils/builders/answerLines';
import { buildNode } from '../testUtils/builders/objectBuilders';
import { pressureAnswers } from './nodePressure';

const under = (name: string, ...types: string[]) =>
  buildNode(name, {
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        ...types.map(type => ({ type, status: 'True' })),
        { type: 'PIDPressure', status: 'False' },
      ],
    },
  });

describe('node-pressure', () => {
  it.each([
    [
      'none',
      [buildNode('w-1'), under('w-2')],
      ['pass: 2 nodes, none under pressure'],
    ],
    [
      'a full disk',
      [under('w-1', 'DiskPressure'), buildNode('w-2')],
      ['soft-block w-1: w-1 is short of disk space (DiskPressure)'],
    ],
    [
      'disk and memory',
      [under('w-1', 'MemoryPressure', 'DiskPressure')],
      [
        'soft-block w-1: w-1 is short of disk space and memory (DiskPressure, MemoryPressure)',
      ],
    ],
  ])('%s', (_, nodes, expected) => {
    expect(answerLines(pressureAnswers(nodes))).toEqual(expected);
  });
});
