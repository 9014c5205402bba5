import { disruptionsAllowed } from './disruptionsAllowed';

describe('disruptionsAllowed', () => {
  it.each([
    [3, {}, 3],
    [3, { minAvailable: 2 }, 1],
    [3, { minAvailable: 4 }, 0],
    [3, { minAvailable: '50%' }, 1],
    [4, { minAvailable: '100%' }, 0],
    [3, { maxUnavailable: 0 }, 0],
    [3, { maxUnavailable: 5 }, 3],
    [3, { maxUnavailable: '10%' }, 1],
    [0, { minAvailable: 1 }, 0],
  ])('of %i instances under %j is %i', (replicas, rule, allowed) => {
    expect(disruptionsAllowed(replicas, rule)).toBe(allowed);
  });
});
