import { NodeInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { node } from '../__testUtils__/planInput';
import { nodesInOrder } from './nodeOrder';

function names(nodes: NodeInfo[], atOnce = 1): string[] {
  return nodesInOrder(nodes, {
    targetVersion: 'v1.5.0',
    nodesWithAgent: nodes.map(({ name }) => name),
    atOnce,
  }).map(({ name }) => name);
}

describe('nodesInOrder', () => {
  const nodes = [
    node('full', { movablePods: 9, zone: 'a' }),
    node('empty', { movablePods: 0, zone: 'b' }),
    node('half', { movablePods: 5, zone: 'b' }),
    node('light', { movablePods: 2, zone: 'a' }),
    node('lost', { movablePods: 1, isReady: false, zone: 'b' }),
    node('parked', { movablePods: 0, isCordoned: true, zone: 'a' }),
  ];

  it('begins with the emptiest that works, then those out of service, then by load', () => {
    expect(names(nodes)).toEqual([
      'empty',
      'parked',
      'lost',
      'light',
      'half',
      'full',
    ]);
  });

  it('goes zone by zone where several go at once', () => {
    expect(names(nodes, 2)).toEqual([
      'empty',
      'parked',
      'lost',
      'light',
      'full',
      'half',
    ]);
  });

  it('begins with one that is out of service where no other is left', () => {
    expect(names(nodes.filter(({ isReady }) => !isReady))).toEqual(['lost']);
  });

  it('leaves out spare nodes and those that run the target', () => {
    expect(
      names([
        node('spare', { isSpare: true }),
        node('new', { version: 'v1.5.0' }),
        node('unknown', { version: undefined }),
      ]),
    ).toEqual(['unknown']);
  });
});
