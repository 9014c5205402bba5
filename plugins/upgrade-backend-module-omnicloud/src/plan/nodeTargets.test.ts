import { node, planInput } from '../__testUtils__/planInput';
import { compilePlan } from './compilePlan';

describe('nodeTargets', () => {
  it('names the nodes to upgrade in the order of their turns, with zone and role', () => {
    const nodes = [
      node('n-1', { movablePods: 5, zone: 'a', pool: 'worker' }),
      node('n-2', { zone: 'b' }),
      node('n-3', { version: 'v1.5.0' }),
      node('spare', { isSpare: true }),
    ];
    expect(compilePlan(planInput({ inventory: { nodes } })).targets).toEqual([
      {
        id: 'node/n-2',
        name: 'n-2',
        kind: 'node',
        zone: 'b',
        fromVersion: 'v1.4.0',
        laneId: 'node/n-2',
      },
      {
        id: 'node/n-1',
        name: 'n-1',
        kind: 'node',
        zone: 'a',
        role: 'worker',
        fromVersion: 'v1.4.0',
        laneId: 'node/n-1',
      },
    ]);
  });
});
