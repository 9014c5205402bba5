import { hasBegun } from './upgrade';

describe('hasBegun', () => {
  it.each([
    ['a step of which nothing is known', undefined, false],
    ['one that waits for its turn', { status: 'pending', attempt: 0 }, false],
    ['one that runs', { status: 'running', attempt: 1 }, true],
    ['one that is to be tried again', { status: 'pending', attempt: 1 }, true],
    [
      'one of a way that is begun anew',
      { status: 'pending', attempt: 1, isReset: true },
      false,
    ],
  ] as const)('says of %s: %j', (_, step, expected) => {
    expect(hasBegun(step)).toBe(expected);
  });
});
