import { laneText } from './laneText';

const target = { id: 'i-1', name: 'rack 3, slot 1', kind: 'container' };

describe('laneText', () => {
  it.each([
    ['container/i-1', 'rack 3, slot 1'],
    ['node/w-1', 'w-1'],
    ['w-1', 'w-1'],
    ['container/host-1/compute', 'host-1/compute'],
  ])('calls %s %s', (laneId, name) => {
    const plan = { targets: [{ ...target, laneId: 'container/i-1' }] };
    expect(laneText(laneId, plan)).toBe(name);
  });
});
